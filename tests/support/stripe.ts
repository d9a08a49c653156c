import { WEBHOOK_EVENTS } from "@/lib/stripe/webhook-events";
import { PLUS_PRICE } from "@/local/stripe/prepare";
import { startStripeStandIn } from "@/local/stripe/server";

export const WEBHOOK_SECRET = "whsec_of_tests_0123456789012345678901234567";
const SECRET_KEY = "sk_test_of_tests_0123456789";

/** A Stripe of a test's own that tells a product what happens, and what that product must be told to reach it. */
export async function startStripe({ productUrl, port = 0 }: { productUrl: string; port?: number }) {
  const standIn = await startStripeStandIn({
    port,
    secretKey: SECRET_KEY,
    webhook: {
      url: `${productUrl}/api/v1/webhooks/stripe/credits`,
      secret: WEBHOOK_SECRET,
      events: WEBHOOK_EVENTS,
    },
    retryMs: 50,
  });

  /** One of the stand-in's own routes; throws what it refuses. */
  async function control<T = Record<string, unknown>>(method: "GET" | "POST" | "DELETE", path: string, body?: object) {
    const response = await fetch(`${standIn.url}/_local/${path}`, {
      method,
      ...(method !== "GET" && { headers: { "content-type": "application/json" } }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as T;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(json)}`);
    return json;
  }

  return {
    url: standIn.url,
    env: {
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_API_BASE: standIn.url,
      STRIPE_WEBHOOK_SECRET_CREDITS: WEBHOOK_SECRET,
      STRIPE_PRICE_PRPM_PLUS: PLUS_PRICE,
    },
    control,
    /** Pays a page, named by its address or its session. */
    pay: (page: unknown, { card = "4242424242424242", ...how }: { card?: string; delayed?: boolean } = {}) =>
      control("POST", `checkout/${/cs_\w+/.exec(String(page))?.[0]}/pay`, { card, ...how }),
    /** Waits until every webhook is answered. */
    delivered: () => control("POST", "delivery/flush", { timeoutMs: 30_000 }),
    stop: standIn.close,
  };
}
