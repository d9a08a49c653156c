import "server-only";
import { createOnce, findAtStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

export type NewPayment = {
  customerId: string;
  metadata: Record<string, string>;
  name: string;
  amountCents: number;
  currency: string;
  email: string;
  idempotencyKey: string;
};

type OpenPayment = { id: string; clientSecret: string };

const toOpen = ({ id, client_secret }: { id: string; client_secret: string | null }): OpenPayment => {
  if (client_secret === null) throw new Error("Stripe's payment has no client secret");
  return { id, clientSecret: client_secret };
};

/** A payment that waits for a card, which the browser gives to Stripe. */
export function createPayment(payment: NewPayment): Promise<OpenPayment> {
  const { customerId, metadata, name, amountCents, currency, email, idempotencyKey: key } = payment;
  const params = {
    amount: amountCents,
    currency,
    customer: customerId,
    metadata,
    description: name,
    receipt_email: email,
    automatic_payment_methods: { enabled: true },
  };
  const create = async (idempotencyKey: string) =>
    toOpen(await stripe().paymentIntents.create(params, { idempotencyKey }));
  const find = async () => {
    const { data } = await stripe().paymentIntents.list({ customer: customerId, limit: 20 });
    const found = data.find((intent) => intent.metadata["purchaseId"] === metadata["purchaseId"]);
    return found === undefined ? null : toOpen(found);
  };
  return createOnce({ create, find, key });
}

/** The client secret of a payment that still waits for a card; null when it waits no more. */
export async function openPayment(id: string): Promise<OpenPayment | null> {
  const intent = await findAtStripe(() => stripe().paymentIntents.retrieve(id));
  if (intent === null) return null;
  const isOpen = ["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status);
  return isOpen ? toOpen(intent) : null;
}
