import "server-only";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { type StripeSubscription, toSubscription } from "@/lib/stripe/read-subscription.server";

/** Lets a subscription end with its period, or go on after all. */
export async function setCancelAtPeriodEnd(id: string, cancels: boolean): Promise<StripeSubscription> {
  const params = { cancel_at_period_end: cancels };
  return toSubscription(await atStripe(() => stripe().subscriptions.update(id, params)));
}
