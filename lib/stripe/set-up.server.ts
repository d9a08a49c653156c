import "server-only";
import Stripe from "stripe";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { PORTAL_MARK } from "@/lib/stripe/portal.server";
import { WEBHOOK_EVENTS } from "@/lib/stripe/webhook-events";

export type SetUp = {
  plan: string;
  planAmountCents: number;
  currency: string;
  webhookUrl: string;
  productName: string;
};

type Made = { what: string; id: string; isNew: boolean };

/** The monthly price under a lookup key of ours; a price cannot be changed, so another amount is another price. */
async function ensurePrice({ plan, planAmountCents, currency, productName }: SetUp): Promise<Made> {
  const lookup = `${plan}_${currency}_${planAmountCents}`;
  const { data } = await stripe().prices.list({ lookup_keys: [lookup], active: true, limit: 1 });
  const [known] = data;
  if (known !== undefined) return { what: "price", id: known.id, isNew: false };
  const made = await stripe().prices.create(
    {
      currency,
      unit_amount: planAmountCents,
      recurring: { interval: "month" },
      lookup_key: lookup,
      product_data: { name: productName, metadata: { plan } },
    },
    { idempotencyKey: `setup:price:${lookup}` },
  );
  return { what: "price", id: made.id, isNew: true };
}

async function ensureWebhook({ webhookUrl }: SetUp): Promise<Made & { secret: string | null }> {
  const endpoints = await stripe().webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  const known = endpoints.find(({ url, api_version }) => url === webhookUrl && api_version === Stripe.API_VERSION);
  if (known !== undefined) {
    await stripe().webhookEndpoints.update(known.id, { enabled_events: [...WEBHOOK_EVENTS], disabled: false });
    return { what: "webhook", id: known.id, isNew: false, secret: null };
  }
  const made = await stripe().webhookEndpoints.create({
    url: webhookUrl,
    enabled_events: [...WEBHOOK_EVENTS],
    api_version: Stripe.API_VERSION as Stripe.WebhookEndpointCreateParams.ApiVersion,
    description: "Credits and PRPM+",
  });
  return { what: "webhook", id: made.id, isNew: true, secret: made.secret ?? null };
}

/** In the portal people change cards, see invoices and cancel with the month; plans are changed nowhere. */
async function ensurePortal({ plan }: SetUp): Promise<Made> {
  const features = {
    customer_update: { enabled: true, allowed_updates: ["email", "address", "tax_id"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: "at_period_end" },
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features;
  const { data } = await stripe().billingPortal.configurations.list({ active: true, limit: 100 });
  const known = data.find(({ metadata }) => metadata?.[PORTAL_MARK] === plan);
  if (known !== undefined) {
    await stripe().billingPortal.configurations.update(known.id, { features });
    return { what: "portal", id: known.id, isNew: false };
  }
  const params = { features, metadata: { [PORTAL_MARK]: plan } };
  const made = await stripe().billingPortal.configurations.create(params);
  return { what: "portal", id: made.id, isNew: true };
}

/** Makes at Stripe what the product needs there, or finds it; run again it makes nothing new. */
export async function setUpStripe(wanted: SetUp) {
  return atStripe(async () => ({
    price: await ensurePrice(wanted),
    webhook: await ensureWebhook(wanted),
    portal: await ensurePortal(wanted),
  }));
}
