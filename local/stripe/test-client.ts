import Stripe from "stripe";
import { startServer } from "../stand-in/start-server";
import { startStripeStandIn } from "./server";

export const WEBHOOK_SECRET = "whsec_0123456789012345678901234567890123456789";
const SECRET_KEY = "sk_test_local_0123456789";

/** A webhook as the app would get it. */
type Received = { body: string; signature: string; event: Stripe.Event };

/** An endpoint that notes what it gets and answers as it is told. */
async function startReceiver() {
  const received: Received[] = [];
  let answer: (event: Stripe.Event, earlier: number) => number = () => 200;
  const server = await startServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      const event = JSON.parse(body) as Stripe.Event;
      const earlier = received.filter((one) => one.event.id === event.id).length;
      received.push({ body, signature: String(req.headers["stripe-signature"]), event });
      res.writeHead(answer(event, earlier)).end("noted");
    });
  });
  return {
    url: `${server.url}/webhook`,
    received,
    /** Says with which status it answers, by the event and how often that came before. */
    answerWith(status: typeof answer): void {
      answer = status;
    },
    close: server.close,
  };
}

/** The real SDK, pointed at a stand-in. */
function clientFor(url: string, key = SECRET_KEY): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    timeout: 5_000,
    telemetry: false,
  });
}

/** A stand-in on a free port with the real SDK pointed at it and an endpoint for its webhooks. */
export async function startTestStripe(options: { stateFile?: string; retryMs?: number } = {}) {
  const receiver = await startReceiver();
  const standIn = await startStripeStandIn({
    port: 0,
    secretKey: SECRET_KEY,
    webhook: { url: receiver.url, secret: WEBHOOK_SECRET },
    retryMs: 20,
    ...options,
  });

  /** Calls one of the stand-in's own routes and returns its status and JSON. */
  async function local(method: "GET" | "POST" | "DELETE", path: string, body?: object) {
    const response = await fetch(`${standIn.url}/_local/${path}`, {
      method,
      ...(method !== "GET" && { headers: { "content-type": "application/json" } }),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  }

  return {
    url: standIn.url,
    stripe: clientFor(standIn.url),
    receiver,
    local,
    /** Waits until all webhooks are out, and returns the types that came, in order. */
    async delivered(): Promise<string[]> {
      await local("POST", "delivery/flush", {});
      return receiver.received.map(({ event }) => event.type);
    },
    /** Moves Stripe's clock. */
    advance: (by: string) => local("POST", "clock", { advance: by }),
    async close(): Promise<void> {
      await standIn.close();
      await receiver.close();
    },
  };
}

export type TestStripe = Awaited<ReturnType<typeof startTestStripe>>;

/** One line of a Checkout Session: a pack of credits. */
export const packLine = (cents = 500): Stripe.Checkout.SessionCreateParams.LineItem => ({
  price_data: { currency: "usd", unit_amount: cents, product_data: { name: "100 credits" } },
  quantity: 1,
});

/** A Checkout Session for a pack, as the product makes them. */
export function packSession(
  stripe: Stripe,
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [packLine()],
    success_url: "http://127.0.0.1:9/done?session_id={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:9/back",
    ...extra,
  });
}
