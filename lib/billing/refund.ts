/** How long the reason of a refund is, in characters. */
export const REFUND_REASON = { min: 3, max: 300 };

/** What of a purchase can be paid back, in cents. */
export type Refundable = {
  /** All that has not gone back yet. */
  wholeCents: number;
  /** The share of the credits that are still there and that no run holds, rounded down. */
  unusedCents: number;
  unusedCredits: number;
  /** What went back, or was taken by a bank. */
  backCents: number;
};

type Stands = { credits: number; paidCents: number; backCents: number; unusedCredits: number };

/** Works out what can be paid back. What is unused is never more than what has not gone back. */
export function refundable({ credits, paidCents, backCents, unusedCredits }: Stands): Refundable {
  const wholeCents = Math.max(0, paidCents - backCents);
  const unusedCents = Math.min(wholeCents, Math.floor((paidCents * unusedCredits) / credits));
  return { wholeCents, unusedCents, unusedCredits, backCents };
}
