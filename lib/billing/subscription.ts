/** How a user's PRPM+ stands. `none`: they never had it, or it has ended. */
export type SubscriptionState = {
  status: "none" | "active" | "trialing" | "past_due" | "unpaid" | "paused" | "incomplete" | "canceled";
  currentPeriodEnd: string | null;
  cancelAtPeriodEnd: boolean;
  /** When it ends, if it is to end. */
  cancelAt: string | null;
  /** Was a month of it paid, and its credits given? */
  hasBegun: boolean;
};

/** Ends from which nothing comes back: a new subscription may begin. */
const OVER = new Set(["none", "canceled", "incomplete_expired", "incomplete"]);

/** May somebody with such a subscription not begin another? */
export function isSubscribed({ status }: { status: string }): boolean {
  return !OVER.has(status);
}
