import type { PackName } from "@/lib/billing/packs";
import { startServer } from "@/local/stand-in/start-server";
import { startProduct } from "./product";
import { startStripe } from "./stripe";

/** An event as the stand-in lists it. */
export type ListedEvent = { id: string; type: string; created: number } & Record<string, unknown>;

/** Hands what arrives to the product's own webhook route. */
function startWebhookRoute() {
  return startServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const { POST } = await import("@/app/api/v1/webhooks/stripe/credits/route");
    const headers = new Headers({ "stripe-signature": String(req.headers["stripe-signature"] ?? "") });
    const request = new Request("http://localhost/api/v1/webhooks/stripe/credits", {
      method: "POST",
      headers,
      body: Buffer.concat(parts),
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    res.writeHead(response.status, { "content-type": "application/json" }).end(await response.text());
  });
}

/** The product's modules with a database, and a Stripe of their own that delivers to the product's webhook. */
export async function startBilling(environment: Record<string, string> = {}) {
  const webhook = await startWebhookRoute();
  const stripe = await startStripe({ productUrl: webhook.url });
  const product = await startProduct({
    ...stripe.env,
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_of_tests",
    ...environment,
  });
  const { control, delivered } = stripe;

  return {
    ...stripe,
    /** All events so far, oldest first. */
    events: () => control<ListedEvent[]>("GET", "events"),
    /** Webhooks go out, or are lost. */
    deliver: (drop: boolean) => control("POST", "delivery", { drop }),
    /** Moves Stripe's clock and waits for what that sets off. */
    async advance(by: string): Promise<void> {
      await control("POST", "clock", { advance: by });
      await delivered();
    },
    async stop(): Promise<void> {
      await stripe.stop();
      await webhook.close();
      await product.stop();
    },
  };
}

export type Billing = Awaited<ReturnType<typeof startBilling>>;

/** Begins a purchase and answers its id and its page at Stripe. */
export async function beginPurchase(
  userId: string,
  name: PackName,
): Promise<{ purchaseId: string; sessionId: string }> {
  const { startPurchase } = await import("@/lib/billing/start-purchase.server");
  const request = { package: name, mode: "checkout" as const };
  const { purchaseId } = await startPurchase({ userId, request, idempotencyKey: null, now: new Date() });
  return { purchaseId, sessionId: (await purchaseRow(purchaseId)).sessionId ?? "" };
}

/** Buys a pack with a card and waits until the webhooks are through. */
export async function buyPack(billing: Billing, userId: string, name: PackName, card = "4242424242424242") {
  const { purchaseId, sessionId } = await beginPurchase(userId, name);
  await billing.pay(sessionId, { card });
  await billing.delivered();
  return purchaseRow(purchaseId);
}

/** Subscribes to PRPM+ with a card and waits until the webhooks are through. */
export async function subscribeTo(billing: Billing, userId: string, card = "4242424242424242"): Promise<void> {
  const { subscribe } = await import("@/lib/billing/subscribe.server");
  await billing.pay(await subscribe({ userId, now: new Date() }), { card });
  await billing.delivered();
}

export type PurchaseRow = {
  id: string;
  status: string;
  sessionId: string | null;
  paymentIntentId: string | null;
  refundedCents: number;
  disputedCents: number;
};

export async function purchaseRow(id: string): Promise<PurchaseRow> {
  const { query } = await import("@/lib/db/pool.server");
  const [row] = await query<PurchaseRow>(
    `SELECT id, status, stripe_checkout_session_id AS "sessionId", stripe_payment_intent_id AS "paymentIntentId",
      refunded_cents AS "refundedCents", disputed_cents AS "disputedCents"
    FROM playground_credit_purchases WHERE id = $1`,
    [id],
  );
  if (row === undefined) throw new Error(`there is no purchase ${id}`);
  return row;
}

/** A user's movements in order: type and amount. */
export async function movements(userId: string): Promise<[string, number][]> {
  const { query } = await import("@/lib/db/pool.server");
  const rows = await query<{ type: string; amount: number }>(
    "SELECT type, amount FROM playground_credit_transactions WHERE user_id = $1 ORDER BY seq",
    [userId],
  );
  return rows.map(({ type, amount }) => [type, amount]);
}
