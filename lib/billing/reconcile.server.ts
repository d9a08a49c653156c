import "server-only";
import { reconcileStripe } from "@/lib/billing/reconcile-stripe.server";
import { reconcileLedger } from "@/lib/credits/reconcile.server";
import { hasStripe } from "@/lib/stripe/client.server";

/**
 * The hourly check: the ledger with itself, then with Stripe where there is one. What was paid is granted also where the
 * ledger could not be checked, which then fails it.
 */
export async function reconcile(now: Date) {
  const checking = reconcileLedger(now);
  await Promise.allSettled([checking]);
  const stripe = hasStripe() ? await reconcileStripe(now) : null;
  return { ...(await checking), stripe };
}
