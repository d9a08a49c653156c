/** An event as Stripe sends it. What it says of its object is a hint to what should be read anew. */
export type StripeEvent = {
  id: string;
  type: string;
  created: Date;
  livemode: boolean;
  object: Readonly<Record<string, unknown>>;
};
