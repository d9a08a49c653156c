import { z } from "zod";
import { REFUND_REASON } from "@/lib/billing/refund";
import { Id } from "@/lib/id-schema";
import { writtenText } from "@/lib/text";

/** Body of an admin's refund. The key names this refund, so that a repeated request makes it once. */
export const NewRefund = z.object({
  part: z.enum(["whole", "unused"]),
  reason: writtenText(REFUND_REASON),
  key: Id,
});
export type NewRefund = z.infer<typeof NewRefund>;
