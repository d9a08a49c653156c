import "server-only";
import Stripe from "stripe";
import { AppError } from "@/lib/errors";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

type NewRefund = { paymentIntentId: string; amountCents: number; reason: string; idempotencyKey: string };

const isRefusal = (error: unknown) => error instanceof Stripe.errors.StripeInvalidRequestError;

/** Pays part of a payment back. `conflict` when Stripe does not do it, as when it went back already. */
export async function createRefund({ paymentIntentId, amountCents, reason, idempotencyKey }: NewRefund): Promise<void> {
  const params = { payment_intent: paymentIntentId, amount: amountCents, metadata: { reason } };
  try {
    await atStripe(() => stripe().refunds.create(params, { idempotencyKey }), isRefusal);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new AppError("conflict", { message: "Stripe does not refund this; look at the payment there.", cause });
  }
}
