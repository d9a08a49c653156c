/** How a visit to Stripe's payment page stands. */
export type Checkout = {
  id: string;
  status: "open" | "complete" | "expired";
  /** Where to pay; null when it is over. */
  url: string | null;
  isPaid: boolean;
  taxCents: number;
  paymentIntentId: string | null;
  subscriptionId: string | null;
  metadata: Readonly<Record<string, string>>;
};
