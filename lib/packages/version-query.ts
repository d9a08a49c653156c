import { z } from "zod";
import { plainText } from "@/lib/text";

/** `?version=` of a package's addresses; left out means the latest. */
export const VersionQuery = z.object({ version: plainText({ max: 64 }).optional() });
