import { z } from "zod";

/** The `{id}` of an address. */
export const IdParams = z.object({ id: z.uuid() });
