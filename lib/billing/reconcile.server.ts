import "server-only";
import { reconcileStripe } from "@/lib/billing/reconcile-stripe.server";
import { reconcileLedger } from "@/lib/credits/reconcile.server";
import { hasStripe } from "@/lib/stripe/client.server";

/** The hourly check: the ledger with itself, then with Stripe where there is one. */
export async function reconcile(now: Date) {
  const ledger = await reconcileLedger(now);
  return { ...ledger, stripe: hasStripe() ? await reconcileStripe(now) : null };
}
