import "server-only";
import { storedCustomer } from "@/lib/billing/customer.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { settle } from "@/lib/billing/settle.server";
import { settleSubscription } from "@/lib/billing/settle-subscription.server";
import { query } from "@/lib/db/pool.server";
import { cancelOpenPayment, endBillingOf, endSubscription } from "@/lib/stripe/end-billing.server";

type Unfinished = { id: string; mode: string; paymentIntentId: string | null };

/** Longer than any request that begins a purchase: one that has no way to pay by then never gets one. */
const NEVER_BEGUN_AFTER = "10 minutes";

function unfinishedPurchases(userId: string): Promise<Unfinished[]> {
  return query<Unfinished>(
    `SELECT id, mode, stripe_payment_intent_id AS "paymentIntentId" FROM playground_credit_purchases
    WHERE user_id = $1 AND status IN ('open', 'processing')`,
    [userId],
  );
}

async function endPurchases(userId: string, now: Date): Promise<void> {
  for (const { id, mode, paymentIntentId } of await unfinishedPurchases(userId)) {
    if (mode === "elements" && paymentIntentId !== null) await cancelOpenPayment(paymentIntentId);
    await settle(() => readPurchase(id), now);
  }
  await query(
    `UPDATE playground_credit_purchases SET status = 'expired', completed_at = $2, revision = revision + 1
    WHERE user_id = $1 AND status = 'open' AND stripe_checkout_session_id IS NULL AND stripe_payment_intent_id IS NULL
      AND created_at < $2::timestamptz - interval '${NEVER_BEGUN_AFTER}'`,
    [userId, now],
  );
}

/** What is stored of a subscription that Stripe knows no more, as after a change of the account there. */
async function forget(id: string, now: Date): Promise<void> {
  await query(
    `UPDATE subscriptions SET status = 'canceled', ended_at = $2, revision = revision + 1
    WHERE stripe_subscription_id = $1 AND ended_at IS NULL`,
    [id, now],
  );
}

/** Also those of another customer than the one we keep, which only Stripe's dashboard can make. */
async function endSubscriptions(userId: string, ofCustomer: readonly string[], now: Date): Promise<void> {
  const stored = await query<{ id: string }>(
    "SELECT stripe_subscription_id AS id FROM subscriptions WHERE user_id = $1 AND ended_at IS NULL AND stripe_subscription_id IS NOT NULL",
    [userId],
  );
  for (const id of new Set([...ofCustomer, ...stored.map((row) => row.id)])) {
    if (await endSubscription(id)) await settleSubscription(id, now);
    else await forget(id, now);
  }
}

/**
 * Ends everything at Stripe by which a user could be charged again, and writes down how it stands then: PRPM+ at once,
 * pages and payments that wait, invoices that are open. What is on its way already stays and can be seen in the row.
 * May be asked again at any time. `payments_unavailable` while Stripe does not answer.
 */
export async function closeBilling(userId: string, now: Date): Promise<void> {
  const customerId = await storedCustomer(userId);
  const ofCustomer = customerId === null ? [] : await endBillingOf(customerId);
  await endSubscriptions(userId, ofCustomer, now);
  await endPurchases(userId, now);
}
