import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Billing, beginPurchase, buyPack, startBilling } from "@/tests/support/billing";
import { brokenInvariants, newUser, rows, wallet } from "@/tests/support/product";
import { WEBHOOK_SECRET } from "@/tests/support/stripe";

const SECOND_SECRET = "whsec_the_new_one_01234567890123456789012345";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling({ STRIPE_WEBHOOK_SECRET_CREDITS: `${WEBHOOK_SECRET}, ${SECOND_SECRET}` });
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

function sign(body: string, { secret = WEBHOOK_SECRET, at = Date.now() } = {}): string {
  const timestamp = Math.floor(at / 1_000);
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
}

async function post(
  body: string,
  signature: string | null,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers: Record<string, string> = signature === null ? {} : { "stripe-signature": signature };
  const { POST } = await import("@/app/api/v1/webhooks/stripe/credits/route");
  const request = new Request("http://localhost/api/v1/webhooks/stripe/credits", { method: "POST", headers, body });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

let made = 0;

function event(type: string, object: object, more: object = {}): string {
  made += 1;
  const created = Math.floor(Date.now() / 1_000);
  return JSON.stringify({
    id: `evt_test_${made}`,
    object: "event",
    type,
    created,
    livemode: false,
    data: { object },
    ...more,
  });
}

const stored = (id: string) =>
  rows<{ outcome: string | null; handled: boolean; attempts: number; error: string | null }>(
    "SELECT outcome, handled_at IS NOT NULL AS handled, attempts, error FROM stripe_events WHERE id = $1",
    [id],
  );

test("an event is taken when either of two secrets signed it, so that one can replace the other", async () => {
  for (const secret of [WEBHOOK_SECRET, SECOND_SECRET]) {
    const body = event("product.updated", { id: "prod_1" });
    expect((await post(body, sign(body, { secret }))).status).toBe(200);
  }
});

test("a body that differs by one byte, a wrong secret, no signature, an old one and ones for the future are refused", async () => {
  const body = event("product.updated", { id: "prod_2" });
  const refused = [
    await post(`${body} `, sign(body)),
    await post(body, sign(body, { secret: "whsec_of_somebody_else" })),
    await post(body, null),
    await post(body, "t=,v1="),
    await post(body, sign(body, { at: Date.now() - 301_000 })),
    await post(body, sign(body, { at: Date.now() + 3_600_000 })),
    await post(body, `t=${Math.floor(Date.now() / 1_000)},${sign(body, { at: Date.now() + 3_600_000 })}`),
  ];
  expect(refused.map(({ status, body: answer }) => [status, answer["error"]])).toEqual(
    refused.map(() => [400, "invalid_signature"]),
  );
  expect(await stored(JSON.parse(body).id)).toEqual([]);
});

test("what is signed and is no event is refused as bad input", async () => {
  for (const body of ["{", "[]", JSON.stringify({ object: "v2.core.event", id: "evt_thin" })]) {
    expect((await post(body, sign(body))).status).toBe(422);
  }
});

test("an unknown type, an object of somebody else's and one that Stripe does not know are stored and change nothing", async () => {
  const bodies = [
    event("product.updated", { id: "prod_3" }),
    event("payment_intent.succeeded", { id: "pi_of_nobody", metadata: {} }),
    event("invoice.paid", { id: "in_of_nobody" }),
    event("customer.subscription.updated", { id: "sub_of_nobody" }),
    event("checkout.session.completed", { id: "cs_of_nobody", metadata: { purchaseId: "not an id" } }),
  ];
  for (const body of bodies) {
    expect((await post(body, sign(body))).status, body).toBe(200);
    expect(await stored(JSON.parse(body).id)).toMatchObject([{ handled: true, attempts: 1, error: null }]);
  }
});

test("an event that claims a payment grants nothing: the payment is read at Stripe", async () => {
  const { id } = await newUser();
  const { purchaseId, sessionId } = await beginPurchase(id, "large");
  const metadata = { purchaseId, userId: id, package: "large" };
  const claims = [
    event("checkout.session.completed", { id: sessionId, metadata, payment_status: "paid", status: "complete" }),
    event("payment_intent.succeeded", { id: "pi_made_up", metadata, amount_received: 2_000, status: "succeeded" }),
  ];
  for (const body of claims) expect((await post(body, sign(body))).status).toBe(200);
  expect((await wallet(id))?.purchased).toBe(0);
});

test("another purchase's payment cannot be claimed for one's own", async () => {
  const [rich, poor] = [await newUser(), await newUser()];
  const paid = await buyPack(billing, rich.id, "large");
  const { purchaseId } = await beginPurchase(poor.id, "large");
  const body = event("payment_intent.succeeded", { id: paid.paymentIntentId, metadata: { purchaseId } });
  expect((await post(body, sign(body))).body["outcome"]).toBe("belongs to another purchase");
  expect((await wallet(poor.id))?.purchased).toBe(0);
});

test("an event of the other mode, live or test, is not ours", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  const object = { id: sessionId, metadata: { purchaseId } };
  const body = event("checkout.session.completed", object, { livemode: true });
  expect((await post(body, sign(body))).body["outcome"]).toContain("other of live and test");
  expect((await wallet(id))?.purchased).toBe(0);
});

test("an object without an id, and a refund that names somebody else's purchase, move nothing", async () => {
  const [rich, poor] = [await newUser(), await newUser()];
  const paid = await buyPack(billing, rich.id, "small");
  const { purchaseId } = await beginPurchase(poor.id, "small");
  const bodies = [
    event("invoice.paid", { object: "invoice" }),
    event("invoice.paid", { id: "" }),
    event("customer.subscription.updated", { id: "" }),
    event("checkout.session.completed", { id: "", subscription: "" }),
    event("payment_intent.succeeded", { id: 5 }),
    event("refund.created", { id: "re_1", payment_intent: paid.paymentIntentId, metadata: { purchaseId } }),
  ];
  for (const body of bodies) expect((await post(body, sign(body))).status, body).toBe(200);
  expect((await wallet(poor.id))?.purchased).toBe(0);
  expect((await wallet(rich.id))?.purchased).toBe(100);
});

test("text that a database cannot hold does not keep a payment from being granted, and nothing of the customer is kept", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  const customer_details = { name: "\u0000 \ud800", email: "somebody@example.com" };
  const body = event("checkout.session.completed", { id: sessionId, metadata: { purchaseId }, customer_details });
  expect((await post(body, sign(body))).body["outcome"]).toBe("granted 100");
  expect(await rows("SELECT 1 FROM stripe_events WHERE payload::text LIKE '%@%'")).toEqual([]);
});

test("an event that fails answers 5xx, is kept with its error, and is handled when it comes again", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  const body = event("checkout.session.completed", { id: sessionId, metadata: { purchaseId } });
  await billing.control("POST", "faults", { fault: "500", when: "before", path: "/v1/checkout", times: 3 });
  const failed = await post(body, sign(body));
  expect(failed.status).toBe(503);
  expect(await stored(JSON.parse(body).id)).toMatchObject([{ handled: false, attempts: 1, outcome: null }]);
  expect((await stored(JSON.parse(body).id))[0]?.error).not.toBeNull();
  const again = await post(body, sign(body));
  expect([again.status, again.body["outcome"]]).toEqual([200, "granted 100"]);
  expect(await stored(JSON.parse(body).id)).toMatchObject([{ handled: true, attempts: 2, error: null }]);
});

test("a thousand events at once are all taken, and grant once each", async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => newUser()));
  await billing.deliver(true);
  const paid: { purchaseId: string; sessionId: string }[] = [];
  for (const { id } of people) {
    const { purchaseId, sessionId } = await beginPurchase(id, "small");
    await billing.pay(sessionId);
    paid.push({ purchaseId, sessionId });
  }
  await billing.deliver(false);
  const bodies = Array.from({ length: 1_000 }, (_, index) => {
    const { purchaseId, sessionId } = paid[index % paid.length] ?? { purchaseId: "", sessionId: "" };
    return event("checkout.session.completed", { id: sessionId, metadata: { purchaseId } });
  });
  const answers = await Promise.all(bodies.map((body) => post(body, sign(body))));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { id } of people) expect((await wallet(id))?.purchased).toBe(100);
});

test("a payment of another amount than the price grants nothing and alerts the operator", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  await rows("UPDATE playground_credit_purchases SET amount_cents = 499 WHERE id = $1", [purchaseId]);
  const body = event("checkout.session.completed", { id: sessionId, metadata: { purchaseId } });
  expect((await post(body, sign(body))).body["outcome"]).toBe("paid amount is not the price");
  expect((await wallet(id))?.purchased).toBe(0);
  expect(
    await rows("SELECT 1 FROM alerts WHERE kind = 'payment_in_doubt' AND details->>'purchaseId' = $1", [purchaseId]),
  ).toHaveLength(1);
});
