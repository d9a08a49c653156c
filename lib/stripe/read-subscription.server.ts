import "server-only";
import type Stripe from "stripe";
import { findAtStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { idOf, instantOf } from "@/lib/stripe/stripe-values";

/** How a subscription stands at Stripe. */
export type StripeSubscription = {
  id: string;
  customerId: string;
  metadata: Readonly<Record<string, string>>;
  priceIds: readonly string[];
  status: string;
  startedAt: Date;
  endedAt: Date | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  /** When it ends, if it is to end. */
  cancelAt: Date | null;
  latestInvoiceId: string | null;
};

const KNOWN = ["incomplete", "incomplete_expired", "trialing", "active", "past_due", "canceled", "unpaid", "paused"];

/** The product's view of Stripe's object. Periods stand at the items since API version basil. */
function toSubscription(subscription: Stripe.Subscription): StripeSubscription {
  const { id, customer, metadata, items, status, start_date, ended_at } = subscription;
  const { cancel_at, cancel_at_period_end, latest_invoice } = subscription;
  const item = items.data[0];
  const periodEnd = item === undefined ? null : instantOf(item.current_period_end);
  const ends = cancel_at_period_end ? periodEnd : null;
  return {
    id,
    customerId: idOf(customer) ?? "",
    metadata,
    priceIds: items.data.map(({ price }) => price.id),
    // Stripe may learn new words; until we know what one means, nothing is given for it.
    status: KNOWN.includes(status) ? status : "paused",
    startedAt: instantOf(start_date),
    endedAt: ended_at === null ? null : instantOf(ended_at),
    periodStart: item === undefined ? null : instantOf(item.current_period_start),
    periodEnd,
    cancelAt: cancel_at === null ? ends : instantOf(cancel_at),
    latestInvoiceId: idOf(latest_invoice),
  };
}

/** Reads a subscription from Stripe; null when there is none of that id. */
export async function readSubscription(id: string): Promise<StripeSubscription | null> {
  const found = await findAtStripe(() => stripe().subscriptions.retrieve(id));
  return found === null ? null : toSubscription(found);
}

/** A customer's subscriptions, ended ones too, newest first. */
export async function listSubscriptions(customerId: string): Promise<StripeSubscription[]> {
  const params = { customer: customerId, status: "all", limit: 100 } as const;
  const found = await findAtStripe(() => stripe().subscriptions.list(params));
  return found === null ? [] : found.data.map(toSubscription);
}
