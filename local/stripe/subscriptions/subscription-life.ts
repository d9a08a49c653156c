import type Stripe from "stripe";
import { change, type Work } from "../work";

type Status = Stripe.Subscription.Status;

/** Statuses in which a subscription is over. */
export const isOver = ({ status }: Stripe.Subscription): boolean =>
  status === "canceled" || status === "incomplete_expired";

/** Gives a subscription another status and tells it. */
export function setStatus(work: Work, subscription: Stripe.Subscription, status: Status): void {
  const previous = change(subscription, { status });
  if (Object.keys(previous).length > 0) work.emit("customer.subscription.updated", subscription, previous);
}

/** Its invoice is paid: a subscription that waited for the money is active. */
export function activate(work: Work, subscription: Stripe.Subscription): void {
  if (["incomplete", "past_due", "unpaid"].includes(subscription.status)) setStatus(work, subscription, "active");
}

/** Ends a subscription now. */
export function cancelSubscription(
  work: Work,
  subscription: Stripe.Subscription,
  reason: Stripe.Subscription.CancellationDetails.Reason,
  said: Partial<Pick<Stripe.Subscription.CancellationDetails, "comment" | "feedback">> = {},
): void {
  const before = subscription.cancellation_details;
  change(subscription, {
    status: "canceled",
    canceled_at: subscription.canceled_at ?? work.now(),
    ended_at: work.now(),
    cancellation_details: {
      comment: said.comment ?? before?.comment ?? null,
      feedback: said.feedback ?? before?.feedback ?? null,
      feedback_option: before?.feedback_option ?? null,
      reason: before?.reason ?? reason,
    },
  });
  for (const invoice of work.tables.invoices.values()) {
    const mine = invoice.parent?.subscription_details?.subscription === subscription.id;
    if (mine && invoice.status === "open") change(invoice, { auto_advance: false, next_payment_attempt: null });
  }
  work.emit("customer.subscription.deleted", subscription);
}
