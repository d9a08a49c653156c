import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import Stripe from "stripe";
import { isWebhookEvent } from "@/lib/stripe/webhook-events";
import { freePort } from "@/local/ports";
import { PLUS_PRICE } from "@/local/stripe/prepare";
import { startStripeStandIn } from "@/local/stripe-stand-in";
import { withBenchApp } from "../bench-app";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";

const PEOPLE = 500;
const EVENTS_A_SECOND = 50;
/** What of a paid pack the product is sent: its payment, and the page it was paid on. */
const EVENTS_A_PACK = 2;
const KEYS = {
  STRIPE_SECRET_KEY: "sk_test_of_the_benchmark",
  STRIPE_WEBHOOK_SECRET_CREDITS: "whsec_of_the_benchmark_0123456789012345",
};

/** How long Stripe waits for its answer: signature, what was paid read at Stripe, credits and event in one transaction. */
export async function benchWebhooks(): Promise<Result[]> {
  return withBenchApp(PEOPLE, async ({ folder, tokens, undo, start }) => {
    const port = await freePort();
    const stripe = await startStripeStandIn({
      port: await freePort(),
      logFile: join(folder, "stripe.log"),
      stateFile: join(folder, "stripe.json"),
      webhookUrl: `http://127.0.0.1:${port}/api/v1/webhooks/stripe/credits`,
      keys: KEYS,
    });
    undo(() => stripe.stop(500));
    const app = await start(port, { ...KEYS, STRIPE_API_BASE: stripe.url, STRIPE_PRICE_PRPM_PLUS: PLUS_PRICE });
    return [await send(app.url, await paidEvents(app.url, stripe.url, tokens))];
  });
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The events of a paid pack each for all people, none of which was sent. */
async function paidEvents(appUrl: string, stripeUrl: string, tokens: readonly string[]): Promise<string[]> {
  await post(`${stripeUrl}/_local/delivery`, { drop: true });
  for (const token of tokens) {
    const authorization = `Bearer ${token}`;
    const begun = await post(`${appUrl}/api/v1/playground/credits/purchase`, { package: "small" }, { authorization });
    const session = /cs_\w+/.exec((begun as { checkoutUrl: string }).checkoutUrl)?.[0];
    await post(`${stripeUrl}/_local/checkout/${session}/pay`, {});
  }
  const events = (await fetch(`${stripeUrl}/_local/events`).then((answer) => answer.json())) as { type: string }[];
  const sent = events.filter(({ type }) => isWebhookEvent(type));
  if (sent.length !== PEOPLE * EVENTS_A_PACK) throw new Error(`${sent.length} events of ${PEOPLE} packs`);
  return sent.map((event) => JSON.stringify({ ...event, deliveries: undefined }));
}

async function send(appUrl: string, bodies: readonly string[]): Promise<Result> {
  const began = performance.now();
  const answers = await Promise.all(
    bodies.map(async (body, index) => {
      await delay(Math.max(0, began + (index * 1_000) / EVENTS_A_SECOND - performance.now()));
      const at = Math.floor(Date.now() / 1_000);
      const secret = KEYS.STRIPE_WEBHOOK_SECRET_CREDITS;
      const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: at });
      const sent = performance.now();
      const response = await fetch(`${appUrl}/api/v1/webhooks/stripe/credits`, {
        method: "POST",
        headers: { "stripe-signature": signature },
        body,
      });
      const { outcome } = (await response.json()) as { outcome?: string };
      return { status: response.status, took: performance.now() - sent, outcome: outcome ?? "" };
    }),
  );
  const took = answers.map((answer) => answer.took);
  const granted = answers.filter(({ outcome }) => outcome.startsWith("granted")).length;
  if (granted !== PEOPLE) throw new Error(`${granted} grants for ${PEOPLE} packs`);
  return {
    name: `webhook stored, applied and answered, ${EVENTS_A_SECOND} events a second`,
    unit: "ms",
    count: bodies.length,
    values: {
      p50: ms(percentile(took, 50)),
      p99: ms(percentile(took, 99)),
      most: ms(Math.max(...took)),
      granted,
      refused: answers.filter(({ status }) => status !== 200).length,
    },
    target: "p99 under 50",
  };
}
