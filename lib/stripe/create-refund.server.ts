import "server-only";
import Stripe from "stripe";
import { AppError } from "@/lib/errors";
import { atStripe, createOnce } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

type NewRefund = { paymentIntentId: string; amountCents: number; reason: string; key: string };

const isRefusal = (error: unknown) => error instanceof Stripe.errors.StripeInvalidRequestError;

/** Does Stripe have the refund of this key? */
export async function hasRefund(paymentIntentId: string, key: string): Promise<boolean> {
  const { data } = await atStripe(() => stripe().refunds.list({ payment_intent: paymentIntentId, limit: 100 }));
  return data.some(({ metadata }) => metadata?.["key"] === key);
}

/** Pays part of a payment back, once for a key. `conflict` when Stripe does not do it, as when it went back already. */
export async function createRefund({ paymentIntentId, amountCents, reason, key }: NewRefund): Promise<void> {
  const params = { payment_intent: paymentIntentId, amount: amountCents, metadata: { reason, key } };
  const create = async (idempotencyKey: string): Promise<true> => {
    try {
      await stripe().refunds.create(params, { idempotencyKey });
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      throw new AppError("conflict", { message: "Stripe does not refund this; look at the payment there.", cause });
    }
    return true;
  };
  const find = async (): Promise<true | null> => (await hasRefund(paymentIntentId, key)) || null;
  await createOnce({ create, find, key: `refund:${key}` });
}
