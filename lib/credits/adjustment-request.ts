import { z } from "zod";
import { ADJUSTMENT_REASON, MAX_ADJUSTMENT } from "@/lib/credits/adjustment";
import { writtenText } from "@/lib/text";

/** An admin's correction of a wallet. The reason stands in the statement that the person reads. */
export const NewAdjustment = z.object({
  amount: z
    .int()
    .min(-MAX_ADJUSTMENT)
    .max(MAX_ADJUSTMENT)
    .refine((amount) => amount !== 0, "must not be 0"),
  reason: writtenText(ADJUSTMENT_REASON),
  /** Names this correction, so that sending it again makes it once. */
  key: z.string().regex(/^[\w.:-]{1,100}$/, "must be 1 to 100 letters, digits, dots, colons, hyphens or underscores"),
});
