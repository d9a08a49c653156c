import "server-only";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

/** Lets a subscription end with its period, or go on after all. */
export async function setCancelAtPeriodEnd(id: string, cancels: boolean): Promise<void> {
  await atStripe(async () => {
    const { cancel_at, cancel_at_period_end } = await stripe().subscriptions.retrieve(id);
    // The portal names the day of the end instead of the period's.
    const isByDay = !cancels && cancel_at !== null && !cancel_at_period_end;
    return stripe().subscriptions.update(id, isByDay ? { cancel_at: "" } : { cancel_at_period_end: cancels });
  });
}
