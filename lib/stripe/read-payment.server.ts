import "server-only";
import type Stripe from "stripe";
import { findAtStripe, idOf } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import type { Payment } from "@/lib/stripe/payment";

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

/** An inquiry moves no money; its balance, which may be in another currency, is even. */
function isWithdrawn({ balance_transactions }: Stripe.Dispute): boolean {
  return balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0;
}

async function disputesOf(paymentIntent: string): Promise<{ disputedCents: number; disputeStatus: string | null }> {
  const { data } = await stripe().disputes.list({ payment_intent: paymentIntent, limit: 100 });
  const withdrawn = data.filter(isWithdrawn).reduce((sum, { amount }) => sum + amount, 0);
  return { disputedCents: withdrawn, disputeStatus: data[0]?.status ?? null };
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
  const [refunded, disputes] = went
    ? await Promise.all([findAtStripe(() => refundedCents(id)), findAtStripe(() => disputesOf(id))])
    : [0, null];
  return {
    id,
    status: statusOf(intent),
    customerId: idOf(intent.customer),
    receivedCents: intent.amount_received,
    currency: intent.currency,
    metadata: intent.metadata,
    receiptUrl: charge?.receipt_url ?? null,
    failure: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    refundedCents: refunded ?? 0,
    disputedCents: disputes?.disputedCents ?? 0,
    disputeStatus: disputes?.disputeStatus ?? null,
  };
}
