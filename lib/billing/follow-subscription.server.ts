import "server-only";
import { settleSubscription } from "@/lib/billing/settle-subscription.server";
import type { SubscriptionState } from "@/lib/billing/subscription";
import { getSubscription } from "@/lib/billing/subscription.server";
import { WEBHOOK_PATIENCE_SECONDS } from "@/lib/billing/webhook-patience";
import { query } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";
import { readCheckout } from "@/lib/stripe/read-checkout.server";

/** The page that a user was sent to and that we do not know the end of, when it is time to ask Stripe. */
async function pageToAsk(userId: string, now: Date): Promise<string | null> {
  const [row] = await query<{ sessionId: string; waited: boolean }>(
    `UPDATE stripe_customers c SET subscribe_checked_at = $2 FROM stripe_customers before
    WHERE c.user_id = $1 AND before.user_id = c.user_id AND c.subscribe_open AND c.subscribe_session_id IS NOT NULL
      AND (c.subscribe_checked_at IS NULL
        OR c.subscribe_checked_at <= $2::timestamptz - interval '${WEBHOOK_PATIENCE_SECONDS} seconds')
    RETURNING c.subscribe_session_id AS "sessionId", before.subscribe_checked_at IS NOT NULL AS waited`,
    [userId, now],
  );
  return row?.waited === true ? row.sessionId : null;
}

async function askStripe(userId: string, sessionId: string, now: Date): Promise<void> {
  const page = await readCheckout(sessionId);
  if (page?.status === "open") return;
  if (page?.subscriptionId != null) await settleSubscription(page.subscriptionId, now);
  await query("UPDATE stripe_customers SET subscribe_open = false WHERE user_id = $1 AND subscribe_session_id = $2", [
    userId,
    sessionId,
  ]);
}

/** How a user's PRPM+ stands, for the page that waits for it too: when webhooks stay out, Stripe is asked. */
export async function followSubscription(userId: string, now: Date): Promise<SubscriptionState> {
  const sessionId = await pageToAsk(userId, now);
  if (sessionId !== null) {
    // The page only wants to know; it is told what we know while Stripe is silent.
    await askStripe(userId, sessionId, now).catch((error: unknown) =>
      log.warn({ err: error }, "subscription not read"),
    );
  }
  return getSubscription(userId);
}
