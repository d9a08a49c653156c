import { z } from "zod";
import { Id } from "@/lib/id-schema";

/** The `{id}` of an address. */
export const IdParams = z.object({ id: Id });
