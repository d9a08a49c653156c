import { createPrice } from "./money/prices";
import { createProduct } from "./money/products";
import { createDefaultConfiguration } from "./portal/configuration";
import { API_VERSION } from "./work";
import type { World } from "./world";

export type WebhookTarget = { url: string; secret: string };

/** The price of PRPM+ that a local stack is given: its id stays the same whatever becomes of the state. */
export const PLUS_PRICE = "price_local_prpm_plus";
const PLUS_PRODUCT = "prod_local_prpm_plus";
const PLUS_CENTS = 2_000;
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
      unit_amount: PLUS_CENTS,
      recurring: { interval: "month" },
    });
  }
  createDefaultConfiguration(work);
  if (webhook) {
    const known = world.tables.webhookEndpoints.get(APP_ENDPOINT);
    world.tables.webhookEndpoints.set(APP_ENDPOINT, {
      id: APP_ENDPOINT,
      object: "webhook_endpoint",
      api_version: API_VERSION,
      application: null,
      created: work.now(),
      description: "The app on this machine",
      enabled_events: ["*"],
      livemode: false,
      metadata: {},
      status: "enabled",
      ...known,
      ...webhook,
    });
  } else world.tables.webhookEndpoints.delete(APP_ENDPOINT);
  world.changed();
}
