import type Stripe from "stripe";
import { requireRow, type Work } from "../work";
import { finalizeInvoice, intentOf, voidInvoice } from "./invoice-life";
import { createInvoice } from "./new-invoice";
import { currentPeriod } from "./new-subscription";
import { payInvoice } from "./pay-invoice";
import { periodEnd } from "./period";
import { cancelSubscription, isOver, setStatus } from "./subscription-life";

/** Its period is over: a subscription ends, if that was wished, or goes into the next one. */
export function renewSubscription(work: Work, id: string): void {
  const subscription = requireRow(work, "subscriptions", id);
  if (isOver(subscription) || ["incomplete", "paused"].includes(subscription.status)) return;
  const isToEnd = (subscription.cancel_at ?? Infinity) <= work.now();
  if (isToEnd) cancelSubscription(work, subscription, "cancellation_requested");
  else beginPeriod(work, subscription);
}

/** Begins the next period and asks for its money. */
export function beginPeriod(work: Work, subscription: Stripe.Subscription): void {
  const before = currentPeriod(subscription);
  const previous = {
    items: structuredClone(subscription.items),
    latest_invoice: subscription.latest_invoice,
    ...(subscription.status === "trialing" && { status: "trialing" }),
  };
  const recurring = subscription.items.data[0]?.price.recurring ?? { interval: "month" as const, interval_count: 1 };
  const end = periodEnd(subscription.billing_cycle_anchor, work.now(), recurring);
  for (const item of subscription.items.data) {
    Object.assign(item, { current_period_start: work.now(), current_period_end: end });
  }
  if (subscription.status === "trialing") subscription.status = "active";
  const invoice = createInvoice(work, subscription, "subscription_cycle", before);
  work.schedule("renew-subscription", subscription.id, end);
  work.emit("customer.subscription.updated", subscription, previous);
  work.emit("invoice.created", invoice);
  if (subscription.status === "unpaid") {
    // Nothing is collected for it until what is owed is paid.
    invoice.auto_advance = false;
    return;
  }
  finalizeInvoice(work, invoice);
  payInvoice(work, invoice);
}

/** A wished end that lies within a period. */
export function endAsWished(work: Work, id: string): void {
  const subscription = requireRow(work, "subscriptions", id);
  if (isOver(subscription) || (subscription.cancel_at ?? Infinity) > work.now()) return;
  cancelSubscription(work, subscription, "cancellation_requested");
}

/** A subscription whose first invoice nobody paid comes to nothing. */
export function expireSubscription(work: Work, id: string): void {
  const subscription = requireRow(work, "subscriptions", id);
  if (subscription.status !== "incomplete") return;
  subscription.ended_at = work.now();
  setStatus(work, subscription, "incomplete_expired");
  const invoice = requireRow(work, "invoices", String(subscription.latest_invoice));
  if (invoice.status === "open" && intentOf(work, invoice)?.status !== "succeeded") voidInvoice(work, invoice);
}
