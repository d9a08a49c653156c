import "server-only";
import type { SubscriptionState } from "@/lib/billing/subscription";
import { query } from "@/lib/db/pool.server";

export type StoredSubscription = SubscriptionState & { stripeId: string };

type Row = Pick<StoredSubscription, "stripeId" | "status" | "hasBegun"> & {
  periodEnd: Date | null;
  cancelAt: Date | null;
};

const NONE: SubscriptionState = {
  status: "none",
  currentPeriodEnd: null,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  hasBegun: false,
};

const NEWEST = `SELECT stripe_subscription_id AS "stripeId",
  CASE status WHEN 'incomplete_expired' THEN 'canceled' ELSE status END AS status,
  current_period_end AS "periodEnd", cancel_at AS "cancelAt",
  EXISTS (SELECT 1 FROM subscription_invoices i
    WHERE i.stripe_subscription_id = s.stripe_subscription_id AND i.grants) AS "hasBegun"
FROM subscriptions s
WHERE user_id = $1 AND stripe_subscription_id IS NOT NULL
ORDER BY (ended_at IS NULL AND NOT is_extra) DESC, started_at DESC, id DESC LIMIT 1`;

/** The subscription that counts for a user, or the last one they had; null when they never had one. */
export async function findSubscription(userId: string): Promise<StoredSubscription | null> {
  const [row] = await query<Row>(NEWEST, [userId]);
  if (row === undefined) return null;
  const { stripeId, status, periodEnd, cancelAt, hasBegun } = row;
  return {
    stripeId,
    status,
    currentPeriodEnd: periodEnd?.toISOString() ?? null,
    cancelAtPeriodEnd: cancelAt !== null,
    cancelAt: cancelAt?.toISOString() ?? null,
    hasBegun,
  };
}

/** How a user's PRPM+ stands. */
export async function getSubscription(userId: string): Promise<SubscriptionState> {
  const found = await findSubscription(userId);
  if (found === null) return NONE;
  const { stripeId: _stripeId, ...state } = found;
  return state;
}
