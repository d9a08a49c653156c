import "server-only";
import { atStripe, findAtStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { readCheckout } from "@/lib/stripe/read-checkout.server";
import { readPayment } from "@/lib/stripe/read-payment.server";
import { listSubscriptions, readSubscription } from "@/lib/stripe/read-subscription.server";

const OVER = new Set(["canceled", "incomplete_expired"]);
/** Of each kind; nobody has more than a few at a time. */
const MOST = 100;

/** Does something that may have happened already; its refusal counts only where it has not. */
async function unlessDone(act: () => Promise<unknown>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await atStripe(act);
  } catch (error) {
    if (!(await isDone())) throw error;
  }
}

/** Ends a subscription at once, without another invoice. Answers whether Stripe knows it. */
export async function endSubscription(id: string): Promise<boolean> {
  const found = await readSubscription(id);
  if (found === null || OVER.has(found.status)) return found !== null;
  await unlessDone(
    () => stripe().subscriptions.cancel(id),
    async () => OVER.has((await readSubscription(id))?.status ?? "canceled"),
  );
  return true;
}

async function closePage(id: string): Promise<void> {
  await unlessDone(
    () => stripe().checkout.sessions.expire(id),
    async () => (await readCheckout(id))?.status !== "open",
  );
}

/** A draft would be finalised and charged within the hour, so it is finalised here, uncollected, and then voided. */
async function voidInvoice(id: string, isDraft: boolean): Promise<void> {
  await unlessDone(
    async () => {
      if (isDraft) await stripe().invoices.finalizeInvoice(id, { auto_advance: false });
      await stripe().invoices.voidInvoice(id);
    },
    async () => !["draft", "open"].includes((await atStripe(() => stripe().invoices.retrieve(id))).status ?? ""),
  );
}

/**
 * Ends everything by which a customer could be charged again: subscriptions, pages that wait for a card, invoices that
 * wait for their money. What has ended already is left as it is. Answers the subscriptions that Stripe knows of.
 */
export async function endBillingOf(customer: string): Promise<string[]> {
  const subscriptions = (await listSubscriptions(customer)).map(({ id }) => id);
  for (const id of subscriptions) await endSubscription(id);
  for (const status of ["draft", "open"] as const) {
    const invoices = await findAtStripe(() => stripe().invoices.list({ customer, status, limit: MOST }));
    for (const { id } of invoices?.data ?? []) await voidInvoice(id, status === "draft");
  }
  const pages = await findAtStripe(() => stripe().checkout.sessions.list({ customer, status: "open", limit: MOST }));
  for (const { id } of pages?.data ?? []) await closePage(id);
  return subscriptions;
}

/** Takes away a payment that waits for its card. One that is paid or on its way stays. */
export async function cancelOpenPayment(id: string): Promise<void> {
  const isOpen = async () => (await readPayment(id, { back: false }))?.status === "open";
  if (!(await isOpen())) return;
  await unlessDone(
    () => stripe().paymentIntents.cancel(id),
    async () => !(await isOpen()),
  );
}
