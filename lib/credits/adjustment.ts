import { z } from "zod";
import { writtenText } from "@/lib/text";

/** Most credits that one correction may give or take away. */
export const MAX_ADJUSTMENT = 10_000;

/** An admin's correction of a wallet. The reason stands in the statement that the person reads. */
export const NewAdjustment = z.object({
  amount: z
    .int()
    .min(-MAX_ADJUSTMENT)
    .max(MAX_ADJUSTMENT)
    .refine((amount) => amount !== 0, "must not be 0"),
  reason: writtenText({ min: 3, max: 500 }),
  /** Names this correction, so that sending it again makes it once. */
  key: z.string().regex(/^[\w.:-]{1,100}$/, "must be 1 to 100 letters, digits, dots, colons, hyphens or underscores"),
});
