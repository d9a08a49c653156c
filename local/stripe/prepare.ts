import type Stripe from "stripe";
import { PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { createPrice } from "./money/prices";
import { createProduct } from "./money/products";
import { createDefaultConfiguration } from "./portal/configuration";
import { API_VERSION } from "./work";
import type { World } from "./world";

/** Where webhooks go, signed with what; all kinds of events, unless some are named. */
export type WebhookTarget = { url: string; secret: string; events?: readonly EnabledEvent[] };
type EnabledEvent = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** The price of PRPM+ that a local stack is given: its id stays the same whatever becomes of the state. */
export const PLUS_PRICE = "price_local_prpm_plus";
const PLUS_PRODUCT = "prod_local_prpm_plus";
const APP_ENDPOINT = "we_local_app";

/** What is there from the start: PRPM+ and its price, the portal, and the app's webhook endpoint. */
export function prepare(world: World, webhook: WebhookTarget | undefined): void {
  const work = world.work(null);
  // Before anything new is announced, which would go out twice otherwise.
  world.delivery.resume();
  if (!world.tables.products.has(PLUS_PRODUCT)) createProduct(work, { id: PLUS_PRODUCT, name: "PRPM+" });
  if (!world.tables.prices.has(PLUS_PRICE)) {
    createPrice(work, {
      id: PLUS_PRICE,
      product: PLUS_PRODUCT,
      currency: "usd",
      unit_amount: PLUS_AMOUNT_CENTS,
      recurring: { interval: "month" },
    });
  }
  createDefaultConfiguration(work);
  if (webhook) {
    const { url, secret, events = ["*"] } = webhook;
    const known = world.tables.webhookEndpoints.get(APP_ENDPOINT);
    world.tables.webhookEndpoints.set(APP_ENDPOINT, {
      id: APP_ENDPOINT,
      object: "webhook_endpoint",
      api_version: API_VERSION,
      application: null,
      created: work.now(),
      description: "The app on this machine",
      livemode: false,
      metadata: {},
      status: "enabled",
      ...known,
      url,
      secret,
      enabled_events: [...events],
    });
  } else world.tables.webhookEndpoints.delete(APP_ENDPOINT);
  world.changed();
}
