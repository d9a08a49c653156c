import "server-only";
import { readPlusInvoice, readPlusSubscription } from "@/lib/billing/read-plus.server";
import { purchaseIdIn, purchaseOfPayment, readPurchase } from "@/lib/billing/read-purchase.server";
import type { Finding } from "@/lib/billing/reading";
import { isLive } from "@/lib/stripe/client.server";
import { invoiceOfPayment } from "@/lib/stripe/read-invoice.server";
import { readPayment } from "@/lib/stripe/read-payment.server";
import type { StripeEvent } from "@/lib/stripe/stripe-event";
import { idOf } from "@/lib/stripe/stripe-values";
import { isWebhookEvent } from "@/lib/stripe/webhook-events";

const NOTHING: Finding = { reading: null, note: "nothing to do for this type" };

type EventObject = StripeEvent["object"];

/** The id that stands under a key; null for none, and for what is none. */
function textOf(object: EventObject, key: string): string | null {
  const id: unknown = idOf(object[key] as string | { id: string } | null | undefined);
  return typeof id === "string" && id !== "" ? id : null;
}

/** A visit to Stripe's page: for a pack or for PRPM+. */
async function findCheckout(object: EventObject): Promise<Finding> {
  const subscriptionId = textOf(object, "subscription");
  if (subscriptionId !== null) return readPlusSubscription(subscriptionId);
  const purchaseId = purchaseIdIn(object["metadata"]);
  if (purchaseId === null) return { reading: null, note: "no purchase of ours" };
  return readPurchase(purchaseId, { sessionId: textOf(object, "id") });
}

/** A payment and whatever went back of it: of a pack, of a month, or of something that is not ours. */
export async function findPayment(paymentIntentId: string, metadata: unknown, back: boolean): Promise<Finding> {
  const hint = purchaseIdIn(metadata) ?? (await purchaseOfPayment(paymentIntentId));
  const purchaseId = hint ?? purchaseIdIn((await readPayment(paymentIntentId, { back: false }))?.metadata);
  if (purchaseId !== null) return readPurchase(purchaseId, { paymentIntentId, back });
  const invoiceId = await invoiceOfPayment(paymentIntentId);
  return invoiceId === null ? { reading: null, note: "no purchase of ours" } : readPlusInvoice(invoiceId, { back });
}

/** A payment itself: its metadata is what we gave it, and names its purchase before our own row knows it. */
async function findIntent(object: EventObject): Promise<Finding> {
  const id = textOf(object, "id");
  return id === null ? NOTHING : findPayment(id, object["metadata"], false);
}

/** A charge, refund or dispute; its metadata may be anybody's. */
async function findBack(object: EventObject): Promise<Finding> {
  const paymentIntentId = textOf(object, "payment_intent");
  return paymentIntentId === null ? NOTHING : findPayment(paymentIntentId, null, true);
}

const byId =
  (read: (id: string) => Promise<Finding>) =>
  async (object: EventObject): Promise<Finding> => {
    const id = textOf(object, "id");
    return id === null ? NOTHING : read(id);
  };

/** What each kind of event is about. Whatever it says of it is read anew. */
const KINDS: readonly [prefix: string, find: (object: EventObject) => Promise<Finding>][] = [
  ["checkout.session.", findCheckout],
  ["payment_intent.", findIntent],
  ["charge.", findBack],
  ["refund.", findBack],
  ["invoice.", byId((id) => readPlusInvoice(id))],
  ["customer.subscription.", byId(readPlusSubscription)],
];

/** Reads at Stripe what an event is about. */
export async function findingOfEvent({ type, object, livemode }: StripeEvent): Promise<Finding> {
  if (livemode !== isLive()) return { reading: null, note: "sent for the other of live and test" };
  const kind = isWebhookEvent(type) ? KINDS.find(([prefix]) => type.startsWith(prefix)) : undefined;
  return kind === undefined ? NOTHING : kind[1](object);
}
