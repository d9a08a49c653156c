import "server-only";
import { readPlusInvoice, readPlusSubscription } from "@/lib/billing/read-plus.server";
import { settle } from "@/lib/billing/settle.server";

/** Brings a subscription of PRPM+ and its newest month to how they stand at Stripe, where no event did. */
export async function settleSubscription(id: string, now: Date): Promise<void> {
  let latestInvoiceId: string | null = null;
  await settle(async () => {
    const finding = await readPlusSubscription(id);
    if (finding.reading?.kind === "subscription") latestInvoiceId = finding.reading.latestInvoiceId;
    return finding;
  }, now);
  const invoiceId = latestInvoiceId;
  if (invoiceId !== null) await settle(() => readPlusInvoice(invoiceId), now);
}
