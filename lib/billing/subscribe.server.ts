import "server-only";
import { openPortal } from "@/lib/billing/change-subscription.server";
import { type Buyer, buyerOf, withCustomer } from "@/lib/billing/customer.server";
import { PLUS_PLAN } from "@/lib/billing/packs";
import { withPurchaseAlarm } from "@/lib/billing/purchase-alarm.server";
import { returnAddress } from "@/lib/billing/return-address.server";
import { SUBSCRIBED_PARAMETER } from "@/lib/billing/return-parameters";
import { settleSubscription } from "@/lib/billing/settle-subscription.server";
import { isSubscribed } from "@/lib/billing/subscription";
import { findSubscription } from "@/lib/billing/subscription.server";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { createPlanPage } from "@/lib/stripe/create-checkout.server";
import { readCheckout } from "@/lib/stripe/read-checkout.server";
import { listSubscriptions } from "@/lib/stripe/read-subscription.server";

type Subscribe = { userId: string; returnTo?: string | undefined; now: Date };

/** The price that PRPM+ is sold at; `payments_unavailable` where none is set. */
function requirePlusPrice(): string {
  const id = env().STRIPE_PRICE_PRPM_PLUS;
  if (id !== undefined) return id;
  throw new AppError("payments_unavailable", {
    message: "PRPM+ is not switched on in this installation.",
    details: { reason: "not_configured" },
  });
}

async function refuseSecond({ userId, returnTo, now }: Subscribe): Promise<never> {
  throw new AppError("conflict", {
    message: "You have PRPM+ already.",
    details: { portalUrl: await openPortal(userId, returnTo, now) },
  });
}

/** Stores what Stripe knows of a customer's subscriptions, so that one whose webhook is late counts too. */
async function storeKnown(customerId: string, now: Date): Promise<void> {
  const known = await listSubscriptions(customerId);
  for (const { id } of known.filter(isSubscribed)) await settleSubscription(id, now);
}

type Visit = { attempt: number; sessionId: string | null };

async function lastVisit(userId: string): Promise<Visit> {
  const [row] = await query<Visit>(
    `SELECT subscribe_attempt AS attempt, subscribe_session_id AS "sessionId" FROM stripe_customers WHERE user_id = $1`,
    [userId],
  );
  return row ?? { attempt: 0, sessionId: null };
}

/** Opens Stripe's page, or the one that is still open: a user has one at a time, so two cannot both be paid. */
async function openPage(buyer: Buyer, customerId: string, { returnTo, now }: Subscribe): Promise<string | null> {
  const { attempt, sessionId } = await lastVisit(buyer.userId);
  const last = sessionId === null ? null : await readCheckout(sessionId);
  if (last?.status === "open" && last.url !== null) return last.url;
  if (last?.subscriptionId != null && last.status === "complete") {
    const { subscriptionId } = last;
    await settleSubscription(subscriptionId, now);
    const stored = await findSubscription(buyer.userId);
    if (stored !== null && isSubscribed(stored)) return null;
  }
  const next = sessionId === null ? Math.max(1, attempt) : attempt + 1;
  const page = await createPlanPage({
    customerId,
    userId: buyer.userId,
    priceId: requirePlusPrice(),
    metadata: { userId: buyer.userId, plan: PLUS_PLAN, attempt: String(next) },
    successUrl: returnAddress(returnTo, { [SUBSCRIBED_PARAMETER]: "1" }),
    cancelUrl: returnAddress(returnTo),
    idempotencyKey: `subscribe:${buyer.userId}:${customerId}:${next}`,
  });
  await query(
    `UPDATE stripe_customers SET subscribe_attempt = $2, subscribe_session_id = $3, subscribe_open = true,
      subscribe_checked_at = NULL
    WHERE user_id = $1 AND subscribe_attempt <= $2`,
    [buyer.userId, next, page.id],
  );
  return page.url;
}

/**
 * Where a user subscribes to PRPM+. One subscription a user: `conflict` with the portal's address for whoever has one,
 * also when Stripe knows of it and we do not yet.
 */
export async function subscribe(asked: Subscribe): Promise<string> {
  requirePlusPrice();
  const buyer = await buyerOf(asked.userId);
  const url = await withPurchaseAlarm(() =>
    withCustomer(buyer, asked.now, async (customerId) => {
      await storeKnown(customerId, asked.now);
      const stored = await findSubscription(asked.userId);
      return stored !== null && isSubscribed(stored) ? null : openPage(buyer, customerId, asked);
    }),
  );
  return url ?? refuseSecond(asked);
}
