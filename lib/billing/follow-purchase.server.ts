import "server-only";
import { findReceipt } from "@/lib/billing/list-receipts.server";
import type { ReceiptLine } from "@/lib/billing/purchase";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { settle } from "@/lib/billing/settle.server";
import { WEBHOOK_PATIENCE_SECONDS } from "@/lib/billing/webhook-patience";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log.server";

/** Takes the turn to ask Stripe: whoever asks first only starts the time. */
async function isTurn(userId: string, purchaseId: string, now: Date): Promise<boolean> {
  const [row] = await query<{ waited: boolean }>(
    `UPDATE playground_credit_purchases p SET checked_at = $3 FROM playground_credit_purchases before
    WHERE p.id = $2 AND p.user_id = $1 AND before.id = p.id AND p.status IN ('open', 'processing')
      AND (p.checked_at IS NULL OR p.checked_at <= $3::timestamptz - interval '${WEBHOOK_PATIENCE_SECONDS} seconds')
    RETURNING before.checked_at IS NOT NULL AS waited`,
    [userId, purchaseId, now],
  );
  return row?.waited === true;
}

/**
 * How one of a user's purchases stands, for the page that waits for it. When the webhook stays out, Stripe is asked,
 * and what was paid is granted the same way. `not_found` when it is not theirs.
 */
export async function followPurchase(userId: string, purchaseId: string, now: Date): Promise<ReceiptLine> {
  if (await isTurn(userId, purchaseId, now)) {
    // The page only wants to know; it is told what we know while Stripe is silent.
    await settle(() => readPurchase(purchaseId), now).catch((error: unknown) =>
      log.warn({ err: error }, "purchase not read"),
    );
  }
  const line = await findReceipt(userId, purchaseId);
  if (line === null) throw new AppError("not_found");
  return line;
}
