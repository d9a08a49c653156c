import "server-only";
import type Stripe from "stripe";
import { findAtStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import type { Payment } from "@/lib/stripe/payment";
import { idOf } from "@/lib/stripe/stripe-values";

const LOST_REFUNDS = new Set(["failed", "canceled"]);

function statusOf({ status }: Stripe.PaymentIntent): Payment["status"] {
  return (["succeeded", "processing", "canceled"] as const).find((known) => known === status) ?? "open";
}

async function refundedCents(paymentIntent: string): Promise<number> {
  const refunds = await stripe()
    .refunds.list({ payment_intent: paymentIntent, limit: 100 })
    .autoPagingToArray({ limit: 1_000 });
  return refunds.filter(({ status }) => !LOST_REFUNDS.has(status ?? "")).reduce((sum, { amount }) => sum + amount, 0);
}

const NOT_LOST = new Set(["won", "warning_closed"]);

/** An inquiry moves no money. The balance may be in another currency, whose rate alone must not make a loss of a won one. */
function isWithdrawn({ status, balance_transactions }: Stripe.Dispute): boolean {
  if (NOT_LOST.has(status)) return false;
  return balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0;
}

async function disputedCents(paymentIntent: string): Promise<number> {
  const { data } = await stripe().disputes.list({ payment_intent: paymentIntent, limit: 100 });
  return data.filter(isWithdrawn).reduce((sum, { amount }) => sum + amount, 0);
}

async function readBack(paymentIntent: string): Promise<NonNullable<Payment["back"]>> {
  const [refunded, disputed] = await Promise.all([
    findAtStripe(() => refundedCents(paymentIntent)),
    findAtStripe(() => disputedCents(paymentIntent)),
  ]);
  return { refundedCents: refunded ?? 0, disputedCents: disputed ?? 0 };
}

/**
 * Reads a payment from Stripe; null when there is none of that id. What went back is read where the charge says that
 * something did, and always with `back`.
 */
export async function readPayment(id: string, { back }: { back: boolean }): Promise<Payment | null> {
  const intent = await findAtStripe(() => stripe().paymentIntents.retrieve(id, { expand: ["latest_charge"] }));
  if (intent === null) return null;
  const charge = intent.latest_charge as Stripe.Charge | null;
  const went = charge !== null && (back || charge.disputed || charge.amount_refunded > 0);
  return {
    id,
    status: statusOf(intent),
    customerId: idOf(intent.customer),
    receivedCents: intent.amount_received,
    currency: intent.currency,
    metadata: intent.metadata,
    receiptUrl: charge?.receipt_url ?? null,
    failure: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    back: went ? await readBack(id) : null,
  };
}
