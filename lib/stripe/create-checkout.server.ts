import "server-only";
import type Stripe from "stripe";
import { createOnce } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

type Visit = {
  customerId: string;
  userId: string;
  /** What Stripe keeps with everything that comes of it. */
  metadata: Record<string, string>;
  successUrl: string;
  cancelUrl: string;
  idempotencyKey: string;
};

export type PackVisit = Visit & { name: string; amountCents: number; currency: string; email: string };
export type PlanVisit = Visit & { priceId: string };

type OpenPage = { id: string; url: string };

/** The newest of a customer's pages that was made for the same thing. */
async function findPage(customerId: string, metadata: Record<string, string>): Promise<OpenPage | null> {
  const { data } = await stripe().checkout.sessions.list({ customer: customerId, limit: 20 });
  const isSame = (session: Stripe.Checkout.Session) =>
    session.status === "open" && Object.entries(metadata).every(([name, value]) => session.metadata?.[name] === value);
  const found = data.find(isSame);
  return found?.url ? { id: found.id, url: found.url } : null;
}

async function createPage(visit: Visit, params: Stripe.Checkout.SessionCreateParams): Promise<OpenPage> {
  const { customerId, userId, metadata, successUrl, cancelUrl, idempotencyKey: key } = visit;
  const common = {
    ui_mode: "hosted_page",
    customer: customerId,
    client_reference_id: userId,
    metadata,
    success_url: successUrl,
    cancel_url: cancelUrl,
  } as const;
  const create = async (idempotencyKey: string): Promise<OpenPage> => {
    const { id, url } = await stripe().checkout.sessions.create({ ...common, ...params }, { idempotencyKey });
    if (url === null) throw new Error("Stripe's page has no address");
    return { id, url };
  };
  return createOnce({ create, find: () => findPage(customerId, metadata), key });
}

/** A page of Stripe's to pay for a pack on. */
export function createPackPage(visit: PackVisit): Promise<OpenPage> {
  const { name, amountCents, currency, email, metadata } = visit;
  return createPage(visit, {
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency, unit_amount: amountCents, product_data: { name } } }],
    payment_intent_data: { metadata, description: name, receipt_email: email },
  });
}

/** A page of Stripe's to subscribe on. */
export function createPlanPage(visit: PlanVisit): Promise<OpenPage> {
  const { priceId, metadata } = visit;
  return createPage(visit, {
    mode: "subscription",
    line_items: [{ quantity: 1, price: priceId }],
    subscription_data: { metadata },
  });
}
