import type Stripe from "stripe";
import { change, type Work } from "../work";
import { currentPeriod } from "./new-subscription";

type Details = Partial<Pick<Stripe.Subscription.CancellationDetails, "comment" | "feedback">>;

/** When a subscription is to end: with its period, or at an instant; null takes the wish back. */
export type End = "period_end" | { at: number } | null;

/** Notes when a subscription is to end, and returns what that changed. */
export function scheduleEnd(
  work: Work,
  subscription: Stripe.Subscription,
  end: End,
  said: Details = {},
): Partial<Stripe.Subscription> {
  const before = subscription.cancellation_details;
  const cancelAt = end === "period_end" ? currentPeriod(subscription).end : (end?.at ?? null);
  if (end !== null && end !== "period_end") work.schedule("cancel-subscription", subscription.id, end.at);
  return change(subscription, {
    cancel_at: cancelAt,
    cancel_at_period_end: end === "period_end",
    canceled_at: end === null ? null : work.now(),
    cancellation_details: {
      comment: said.comment ?? before?.comment ?? null,
      feedback: said.feedback ?? before?.feedback ?? null,
      feedback_option: before?.feedback_option ?? null,
      reason: end === null ? null : "cancellation_requested",
    },
  });
}
