import { z } from "zod";
import { REFUND_REASON } from "@/lib/billing/refund";

/** Body of an admin's refund. The key names this refund, so that a repeated request makes it once. */
export const NewRefund = z.object({
  part: z.enum(["whole", "unused"]),
  reason: z.string().trim().min(REFUND_REASON.min).max(REFUND_REASON.max),
  key: z.uuid(),
});
export type NewRefund = z.infer<typeof NewRefund>;
