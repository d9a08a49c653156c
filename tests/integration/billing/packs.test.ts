import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PACK_NAMES, PACKS } from "@/lib/billing/packs";
import { type Billing, beginPurchase, buyPack, movements, purchaseRow, startBilling } from "@/tests/support/billing";
import { brokenInvariants, newUser, refusalOf, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
});
afterEach(async () => {
  await billing.control("DELETE", "faults");
  await billing.control("POST", "delivery", { duplicate: 1, shuffle: false, delayMs: 0, drop: false });
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

async function start(userId: string, idempotencyKey: string | null = null, request: object = {}) {
  const { startPurchase } = await import("@/lib/billing/start-purchase.server");
  const { NewPurchase } = await import("@/lib/billing/purchase");
  const body = NewPurchase.parse({ package: "small", ...request });
  return startPurchase({ userId, request: body, idempotencyKey, now: new Date() });
}

/** How many objects of a kind Stripe has that were made for a user. */
async function madeFor(userId: string, kind: string): Promise<number> {
  const headers = { authorization: "Bearer sk_test_of_tests_0123456789" };
  const response = await fetch(`${billing.url}/v1/${kind}?limit=100`, { headers });
  const { data } = (await response.json()) as { data: { metadata: Record<string, string> }[] };
  return data.filter(({ metadata }) => metadata["userId"] === userId).length;
}

const purchasesOf = (userId: string) =>
  rows<{ id: string; status: string }>("SELECT id, status FROM playground_credit_purchases WHERE user_id = $1", [
    userId,
  ]);

test("each pack brings its credits once it is paid, and they never expire", async () => {
  for (const name of PACK_NAMES) {
    const { id } = await newUser();
    const { purchaseId, sessionId } = await beginPurchase(id, name);
    expect((await wallet(id))?.purchased).toBe(0);
    await billing.pay(sessionId);
    await billing.delivered();
    expect((await wallet(id))?.purchased).toBe(PACKS[name].credits);
    const lots = "SELECT expires_at FROM playground_credit_lots WHERE purchase_id = $1";
    expect(await rows(lots, [purchaseId])).toEqual([{ expires_at: null }]);
    expect((await purchaseRow(purchaseId)).status).toBe("paid");
  }
});

test("a declined card grants nothing, and another one on the same page pays", async () => {
  const { id } = await newUser();
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await expect(billing.pay(sessionId, { card: "4000000000000002" })).rejects.toThrow("402");
  await billing.delivered();
  expect((await purchaseRow(purchaseId)).status).toBe("open");
  expect((await wallet(id))?.purchased).toBe(0);
  await billing.pay(sessionId);
  await billing.delivered();
  expect((await wallet(id))?.purchased).toBe(100);
});

test("paying in the dialog grants once the payment succeeds", async () => {
  const { id } = await newUser();
  const begun = await start(id, null, { mode: "elements" });
  if (!("clientSecret" in begun)) throw new Error("there is no client secret");
  const paymentIntent = begun.clientSecret.split("_secret_")[0];
  await billing.control("POST", `payment_intents/${paymentIntent}/confirm`, { card: "4242424242424242" });
  await billing.delivered();
  expect((await wallet(id))?.purchased).toBe(100);
});

test("the same key is the same purchase, and another pack under it is refused", async () => {
  const { id } = await newUser();
  const both = await Promise.all([start(id, "once"), start(id, "once")]);
  expect(both[0]).toEqual(both[1]);
  expect(await purchasesOf(id)).toHaveLength(1);
  expect((await refusalOf(start(id, "once", { package: "large" }))).code).toBe("idempotency_mismatch");
});

test("a purchase that was paid cannot be begun again under its key", async () => {
  const { id } = await newUser();
  const { purchaseId } = await start(id, "paid");
  const { sessionId } = await purchaseRow(purchaseId);
  await billing.pay(sessionId);
  await billing.delivered();
  expect((await refusalOf(start(id, "paid"))).code).toBe("conflict");
  expect((await wallet(id))?.purchased).toBe(100);
});

test("while Stripe is down a purchase says so and leaves nothing behind", async () => {
  const { id } = await newUser();
  await start(id);
  await billing.control("POST", "faults", { path: "/v1/checkout/sessions", fault: "500", when: "before", times: 10 });
  expect((await refusalOf(start(id))).code).toBe("payments_unavailable");
  expect(await purchasesOf(id)).toHaveLength(1);
  expect(await rows("SELECT 1 FROM alerts WHERE kind = 'purchases_failing'")).toHaveLength(1);
});

test("a fault of Stripe's after it did the work makes neither a second customer, nor a second page, nor a second charge", async () => {
  for (const path of ["/v1/customers", "/v1/checkout/sessions"]) {
    const { id } = await newUser();
    await billing.control("POST", "faults", { path, method: "POST", fault: "500", times: 1 });
    const begun = await start(id);
    const { sessionId } = await purchaseRow(begun.purchaseId);
    await billing.pay(sessionId);
    await billing.delivered();
    expect((await wallet(id))?.purchased, path).toBe(100);
    expect(await madeFor(id, "customers"), path).toBe(1);
    expect(await madeFor(id, "checkout/sessions"), path).toBe(1);
    expect(await madeFor(id, "payment_intents"), path).toBe(1);
  }
});

test("a fault that Stripe keeps under the key for a day does not keep somebody from buying for a day", async () => {
  const { id } = await newUser();
  const wanted = { path: "/v1/customers", method: "POST", fault: "500", when: "before", stored: true };
  await billing.control("POST", "faults", { ...wanted, times: 1 });
  expect("checkoutUrl" in (await start(id))).toBe(true);
});

test("events that come before our own row knew its payment find it", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "medium");
  await billing.pay(sessionId);
  // As if the process had been killed between Stripe and the database.
  await rows("UPDATE playground_credit_purchases SET stripe_checkout_session_id = NULL WHERE id = $1", [purchaseId]);
  await billing.deliver(false);
  const paid = (await billing.events()).filter(({ type }) => type === "payment_intent.succeeded").at(-1);
  await billing.control("POST", `events/${paid?.id}/send`, {});
  await billing.delivered();
  expect((await wallet(id))?.purchased).toBe(250);
});

test("a purchase whose row is gone, as after a restored backup, is made again from what Stripe keeps", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await rows("DELETE FROM playground_credit_purchases WHERE id = $1", [purchaseId]);
  await billing.deliver(false);
  for (const { id: event } of (await billing.events()).slice(-4))
    await billing.control("POST", `events/${event}/send`, {});
  await billing.delivered();
  expect((await wallet(id))?.purchased).toBe(100);
});

test("D4: each event five times at once grants once", async () => {
  const { id } = await newUser();
  await billing.control("POST", "delivery", { duplicate: 5, shuffle: true });
  await buyPack(billing, id, "large");
  expect(await movements(id)).toEqual([
    ["trial", 5],
    ["purchase", 600],
  ]);
});

test("the page that waits is told of the payment when the webhook stays out, and what is asked twice is granted once", async () => {
  const { followPurchase } = await import("@/lib/billing/follow-purchase.server");
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  expect((await followPurchase(id, purchaseId, at(0))).status).toBe("open");
  expect((await followPurchase(id, purchaseId, at(5))).status).toBe("open");
  const late = await Promise.all([followPurchase(id, purchaseId, at(12)), followPurchase(id, purchaseId, at(12))]);
  expect(late.map(({ status }) => status)).toContain("paid");
  expect((await wallet(id))?.purchased).toBe(100);
  const other = await newUser();
  expect((await refusalOf(followPurchase(other.id, purchaseId, at(30)))).code).toBe("not_found");
});

test("a payment that takes days is said to, grants when it arrives, and fails when it does not", async () => {
  for (const [outcome, status, credits] of [
    ["succeeded", "paid", 100],
    ["failed", "failed", 0],
  ] as const) {
    const { id } = await newUser();
    const { purchaseId, sessionId } = await beginPurchase(id, "small");
    await billing.pay(sessionId, { delayed: true });
    await billing.delivered();
    const waiting = await purchaseRow(purchaseId);
    expect(waiting.status).toBe("processing");
    expect((await wallet(id))?.purchased).toBe(0);
    await billing.control("POST", `payment_intents/${waiting.paymentIntentId}/settle`, { outcome });
    await billing.delivered();
    expect((await purchaseRow(purchaseId)).status).toBe(status);
    expect((await wallet(id))?.purchased).toBe(credits);
  }
});

test("a second payment for one purchase grants nothing and is told to the operator", async () => {
  const { default: Stripe } = await import("stripe");
  const { hostname, port } = new URL(billing.url);
  const stripe = new Stripe("sk_test_of_tests_0123456789", { host: hostname, port, protocol: "http" });
  const { id } = await newUser();
  const first = await buyPack(billing, id, "small");
  const metadata = { purchaseId: first.id, userId: id, package: "small", mode: "checkout" };
  const second = await stripe.paymentIntents.create({ amount: 500, currency: "usd", metadata });
  await billing.control("POST", `payment_intents/${second.id}/confirm`, {});
  await billing.delivered();
  expect((await wallet(id))?.purchased).toBe(100);
  expect((await purchaseRow(first.id)).paymentIntentId).toBe(first.paymentIntentId);
  expect(await rows("SELECT 1 FROM alerts WHERE kind = 'payment_in_doubt' AND subject = $1", [second.id])).toHaveLength(
    1,
  );
});

test("a purchase is taken up again at the price it began with", async () => {
  const { id } = await newUser();
  const begun = await start(id, "old-price");
  await rows("UPDATE playground_credit_purchases SET amount_cents = 400, credits = 90 WHERE id = $1", [
    begun.purchaseId,
  ]);
  expect(await start(id, "old-price")).toMatchObject({ amountCents: 400, credits: 90 });
});

test("many first purchases of one person at once make one customer, and none of them fails", async () => {
  for (let person = 0; person < 10; person += 1) {
    const { id } = await newUser();
    await Promise.all(Array.from({ length: 8 }, () => start(id)));
    expect(await madeFor(id, "customers")).toBe(1);
  }
});
