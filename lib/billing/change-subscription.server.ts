import "server-only";
import { buyerOf, withCustomer } from "@/lib/billing/customer.server";
import { PLUS_PLAN } from "@/lib/billing/packs";
import { readPlusSubscription } from "@/lib/billing/read-plus.server";
import { returnAddress } from "@/lib/billing/return-address.server";
import { settle } from "@/lib/billing/settle.server";
import { isSubscribed, type SubscriptionState } from "@/lib/billing/subscription";
import { findSubscription, getSubscription } from "@/lib/billing/subscription.server";
import { AppError } from "@/lib/errors";
import { setCancelAtPeriodEnd } from "@/lib/stripe/change-subscription.server";
import { createPortalVisit } from "@/lib/stripe/portal.server";

type Change = { userId: string; cancels: boolean; now: Date };

/**
 * Ends a user's PRPM+ with the month that is paid, or lets it go on after all. Neither grants anything, and either may
 * be asked for again. `not_found` when there is nothing to change.
 */
export async function changeSubscription({ userId, cancels, now }: Change): Promise<SubscriptionState> {
  const found = await findSubscription(userId);
  if (found === null || !isSubscribed(found)) {
    throw new AppError("not_found", { message: "You have no PRPM+ subscription that could be changed." });
  }
  const { stripeId } = found;
  // Also where it seems to stand so already: the portal may have changed it, and its webhook be late.
  await setCancelAtPeriodEnd(stripeId, cancels);
  // Read anew like everything of Stripe's, so that a webhook at the same time cannot put an older state over it.
  await settle(() => readPlusSubscription(stripeId), now);
  return getSubscription(userId);
}

/** The address of a visit to Stripe's portal for a user. */
export async function openPortal(userId: string, returnTo: string | undefined, now: Date): Promise<string> {
  const buyer = await buyerOf(userId);
  const returnUrl = returnAddress(returnTo ?? "/settings");
  return withCustomer(buyer, now, (customerId) => createPortalVisit({ customerId, plan: PLUS_PLAN, returnUrl }));
}
