import type Stripe from "stripe";
import { add, type Work } from "../work";
import { finalizeInvoice, markPaid } from "./invoice-life";
import { createInvoice } from "./new-invoice";
import { currentPeriod, type NewSubscription, newSubscription } from "./new-subscription";

const FIRST_PAYMENT_WITHIN_SECONDS = 23 * 3_600;

/** Starts a subscription with its first invoice, which is still to be paid unless `paidBy` has done so. */
export function startSubscription(
  work: Work,
  wanted: NewSubscription,
  paidBy?: Stripe.PaymentIntent,
): { subscription: Stripe.Subscription; invoice: Stripe.Invoice } {
  const subscription = add(work, "subscriptions", newSubscription(work, wanted));
  const invoice = createInvoice(work, subscription, "subscription_create");
  work.emit("customer.subscription.created", subscription);
  work.emit("invoice.created", invoice);
  finalizeInvoice(work, invoice, paidBy);
  work.schedule("renew-subscription", subscription.id, currentPeriod(subscription).end);
  if (subscription.status === "incomplete") {
    work.schedule("expire-subscription", subscription.id, work.now() + FIRST_PAYMENT_WITHIN_SECONDS);
  }
  if (paidBy || invoice.amount_due === 0) markPaid(work, invoice);
  return { subscription, invoice };
}
