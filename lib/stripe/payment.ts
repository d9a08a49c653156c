/** How a payment stands at Stripe, and what of it went back. */
export type Payment = {
  id: string;
  /** `open`: it waits for a card, or for another one. */
  status: "open" | "processing" | "succeeded" | "canceled";
  customerId: string | null;
  receivedCents: number;
  currency: string;
  metadata: Readonly<Record<string, string>>;
  receiptUrl: string | null;
  /** Why the last card was declined, in Stripe's code. */
  failure: string | null;
  /** What went back; null where nobody looked. */
  back: {
    /** All refunds but those that failed or were canceled. */
    refundedCents: number;
    /** What disputes have withdrawn and not given back. */
    disputedCents: number;
  } | null;
};
