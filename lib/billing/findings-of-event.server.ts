import "server-only";
import { readPlusInvoice, readPlusSubscription } from "@/lib/billing/read-plus.server";
import { purchaseIdIn, purchaseOfPayment, readPurchase } from "@/lib/billing/read-purchase.server";
import type { Finding } from "@/lib/billing/reading";
import { idOf } from "@/lib/stripe/at-stripe.server";
import { isLive } from "@/lib/stripe/client.server";
import { invoiceOfPayment } from "@/lib/stripe/read-invoice.server";
import { readPayment } from "@/lib/stripe/read-payment.server";
import type { StripeEvent } from "@/lib/stripe/verify-event.server";

const NOTHING: Finding = { reading: null, note: "nothing to do for this type" };

type EventObject = StripeEvent["object"];

function textOf(object: EventObject, key: string): string | null {
  return idOf(object[key] as string | { id: string } | null | undefined);
}

/** A visit to Stripe's page: for a pack or for PRPM+. */
async function findCheckout(object: EventObject): Promise<Finding[]> {
  const subscriptionId = textOf(object, "subscription");
  if (subscriptionId !== null) return [await readPlusSubscription(subscriptionId)];
  const purchaseId = purchaseIdIn(object["metadata"]);
  if (purchaseId === null) return [{ reading: null, note: "no purchase of ours" }];
  return [await readPurchase(purchaseId, { sessionId: textOf(object, "id") })];
}

/** A payment and whatever went back of it: of a pack, of a month, or of something that is not ours. */
export async function findPayment(paymentIntentId: string, metadata: unknown, back: boolean): Promise<Finding> {
  const hint = purchaseIdIn(metadata) ?? (await purchaseOfPayment(paymentIntentId));
  const purchaseId = hint ?? purchaseIdIn((await readPayment(paymentIntentId, { back: false }))?.metadata);
  if (purchaseId !== null) return readPurchase(purchaseId, { paymentIntentId, back });
  const invoiceId = await invoiceOfPayment(paymentIntentId);
  return invoiceId === null ? { reading: null, note: "no purchase of ours" } : readPlusInvoice(invoiceId, { back });
}

async function findPaymentOf(object: EventObject, key: string, back: boolean): Promise<Finding[]> {
  const paymentIntentId = textOf(object, key);
  return paymentIntentId === null ? [NOTHING] : [await findPayment(paymentIntentId, object["metadata"], back)];
}

/** What each kind of event is about. Whatever it says of it is read anew. */
const KINDS: readonly [prefix: string, find: (object: EventObject) => Promise<Finding[]>][] = [
  ["checkout.session.", findCheckout],
  ["payment_intent.", (object) => findPaymentOf(object, "id", false)],
  ["charge.refund", (object) => findPaymentOf(object, "payment_intent", true)],
  ["charge.dispute.", (object) => findPaymentOf(object, "payment_intent", true)],
  ["charge.", (object) => findPaymentOf(object, "payment_intent", false)],
  ["refund.", (object) => findPaymentOf(object, "payment_intent", true)],
  ["invoice.", async (object) => [await readPlusInvoice(textOf(object, "id") ?? "")]],
  ["invoice_payment.", async (object) => [await readPlusInvoice(textOf(object, "invoice") ?? "")]],
  ["customer.subscription.", async (object) => [await readPlusSubscription(textOf(object, "id") ?? "")]],
];

/** Reads everything at Stripe that an event is about. */
export async function findingsOfEvent({ type, object, livemode }: StripeEvent): Promise<Finding[]> {
  if (livemode !== isLive()) return [{ reading: null, note: "sent for the other of live and test" }];
  const kind = KINDS.find(([prefix]) => type.startsWith(prefix));
  return kind === undefined ? [NOTHING] : kind[1](object);
}
