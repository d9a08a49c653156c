import "server-only";
import { closeBilling } from "@/lib/billing/close-billing.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { log } from "@/lib/log.server";

/** Of what waits a call takes so many; the next takes the others. */
const MOST = 100;

// From the deleted accounts, of which few have anything; by chance, so that those that fail keep no others waiting.
const LEFT = `SELECT u.id FROM users u JOIN playground_credits w ON w.user_id = u.id
WHERE u.deleted_at IS NOT NULL AND (w.balance > w.held OR has_open_billing(u.id)) ORDER BY random() LIMIT $1`;

// By what the ledger granted after the deletion: the one thing that both clocks agree on.
const CHARGED = `SELECT u.id AS "userId", coalesce(p.id::text, i.id) AS payment
FROM users u JOIN playground_credit_transactions t ON t.user_id = u.id AND t.type IN ('purchase', 'monthly')
  AND t.created_at > u.deleted_at
LEFT JOIN playground_credit_purchases p ON p.id = t.purchase_id
LEFT JOIN subscription_invoices i ON t.natural_key = 'stripe:invoice:' || i.id || ':grant'
WHERE u.deleted_at IS NOT NULL AND (p.refunded_cents + p.disputed_cents < p.paid_cents
  OR i.refunded_cents + i.disputed_cents < i.paid_cents)`;

/** What was paid by somebody who had gone is theirs; an operator pays it back. */
async function alertCharged(now: Date): Promise<number> {
  const charged = await query<{ userId: string; payment: string }>(CHARGED);
  for (const { userId, payment } of charged) {
    const message = "A deleted account was charged after all; refund it";
    await raiseAlert({ kind: "deleted_account_charged", subject: payment, message, details: { userId, payment } }, now);
  }
  return charged.length;
}

/**
 * Sees to what came in after an account was deleted, such as a page at Stripe that was open in another window: ends
 * what could charge again, takes out credits that nobody can use, and tells operators of money. May run late or twice.
 */
export async function settleDeletedAccounts(now: Date): Promise<{ looked: number; failed: number; charged: number }> {
  const left = await query<{ id: string }>(LEFT, [MOST]);
  let failed = 0;
  for (const { id } of left) {
    try {
      await closeBilling(id, now);
      await query("SELECT forfeit_credits($1, $2)", [now, id]);
    } catch (error) {
      failed += 1;
      log.error({ err: error, userId: id }, "a deleted account cannot be settled");
    }
  }
  return { looked: left.length, failed, charged: await alertCharged(now) };
}
