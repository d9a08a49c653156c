import "server-only";
import { findAtStripe } from "@/lib/stripe/at-stripe.server";
import type { Checkout } from "@/lib/stripe/checkout";
import { stripe } from "@/lib/stripe/client.server";
import { idOf } from "@/lib/stripe/stripe-values";

/** Reads a Checkout Session from Stripe; null when there is none of that id. */
export async function readCheckout(id: string): Promise<Checkout | null> {
  const session = await findAtStripe(() => stripe().checkout.sessions.retrieve(id));
  if (session === null) return null;
  const { status, url, payment_status, total_details, payment_intent, subscription, metadata } = session;
  return {
    id,
    status: (["complete", "expired"] as const).find((known) => known === status) ?? "open",
    url,
    isPaid: payment_status !== "unpaid",
    taxCents: total_details?.amount_tax ?? 0,
    paymentIntentId: idOf(payment_intent),
    subscriptionId: idOf(subscription),
    metadata: metadata ?? {},
  };
}
