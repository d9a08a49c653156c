import type Stripe from "stripe";

/** A decimal as it travels, a text; the SDK's own type for it is what its reader makes of that. */
export function decimalOf(amount: number): Stripe.Decimal {
  return String(amount) as unknown as Stripe.Decimal;
}

/** An amount of money in words: $20.00. */
export function shownAmount(cents: number, currency: string): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 100);
}
