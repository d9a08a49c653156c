import type Stripe from "stripe";
import { conflicting } from "../wire/stripe-error";
import { change, type Work } from "../work";
import { currentPeriod } from "./new-subscription";
import { beginPeriod } from "./renew-subscription";

/** A subscription stands still: it is not renewed and costs nothing. */
export function pauseSubscription(work: Work, subscription: Stripe.Subscription): Stripe.Subscription {
  if (subscription.status !== "active" && subscription.status !== "trialing") {
    throw conflicting(`Only an active subscription can be paused; this one is ${subscription.status}.`);
  }
  const previous = change(subscription, { status: "paused" });
  work.emit("customer.subscription.paused", subscription);
  work.emit("customer.subscription.updated", subscription, previous);
  return subscription;
}

/** It goes on, in its old period or, when that is over, in a new one that begins now and is paid for. */
export function resumeSubscription(work: Work, subscription: Stripe.Subscription): Stripe.Subscription {
  if (subscription.status !== "paused") {
    throw conflicting("The subscription cannot be resumed because it is not paused.");
  }
  change(subscription, { status: "active" });
  work.emit("customer.subscription.resumed", subscription);
  if (currentPeriod(subscription).end <= work.now()) {
    subscription.billing_cycle_anchor = work.now();
    beginPeriod(work, subscription);
  } else work.emit("customer.subscription.updated", subscription, { status: "paused" });
  return subscription;
}
