import "server-only";
import { env } from "@/lib/env.server";
import { hasStripe } from "@/lib/stripe/client.server";

/**
 * What can be bought in this installation, and the key with which the browser may hand a card to Stripe by itself; null
 * where cards are taken on Stripe's page alone.
 */
export function paymentOptions(): { packs: boolean; plus: boolean; publishableKey: string | null } {
  const { STRIPE_PRICE_PRPM_PLUS, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY } = env();
  const packs = hasStripe();
  return {
    packs,
    plus: packs && STRIPE_PRICE_PRPM_PLUS !== undefined,
    publishableKey: packs ? (NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY ?? null) : null,
  };
}
