import "server-only";
import { readPlusInvoice, readPlusSubscription } from "@/lib/billing/read-plus.server";
import { settle } from "@/lib/billing/settle.server";
import { readSubscription } from "@/lib/stripe/read-subscription.server";

/** Brings a subscription and its newest month to how they stand at Stripe, where no event did. */
export async function settleSubscription(id: string, now: Date): Promise<void> {
  await settle(() => readPlusSubscription(id), now);
  const invoiceId = (await readSubscription(id))?.latestInvoiceId;
  if (invoiceId != null) await settle(() => readPlusInvoice(invoiceId), now);
}
