import { afterEach, beforeEach, expect, test } from "vitest";
import { packSession, startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;

beforeEach(async () => {
  standIn = await startTestStripe();
});
afterEach(() => standIn.close());

/** Pays a pack with a card and returns its payment; what came of it until then is forgotten. */
async function paidWith(card: string): Promise<string> {
  const { id } = await packSession(standIn.stripe);
  const { json } = await standIn.local("POST", `checkout/${id}/pay`, { card });
  await standIn.delivered();
  return json.payment_intent;
}

const typesSince = async (count: number) => (await standIn.delivered()).slice(count);
const countSoFar = () => standIn.receiver.received.length;

test("a refund made in the dashboard is told with the sum that was refunded so far", async () => {
  const paymentIntent = await paidWith("4242424242424242");
  const before = countSoFar();
  await standIn.local("POST", "refunds", { paymentIntent, amountCents: 200 });
  const { json } = await standIn.local("POST", "refunds", { paymentIntent });
  expect(json).toMatchObject({ object: "refund", amount: 300, status: "succeeded" });
  const told = await typesSince(before);
  expect(told).toEqual(["refund.created", "charge.refunded", "refund.created", "charge.refunded"]);
  const charges = standIn.receiver.received.slice(before).filter(({ event }) => event.type === "charge.refunded");
  expect(charges.map(({ event }) => event.data.object)).toMatchObject([
    { amount_refunded: 200, refunded: false, refunds: null },
    { amount_refunded: 500, refunded: true },
  ]);
  expect((await standIn.local("POST", "refunds", { paymentIntent })).json.error.code).toBe("charge_already_refunded");
});

test("a pending refund goes through after a while", async () => {
  const paymentIntent = await paidWith("4000000000007726");
  const { json } = await standIn.local("POST", "refunds", { paymentIntent });
  expect(json).toMatchObject({ status: "pending" });
  const before = countSoFar() + 2;
  await standIn.advance("PT1M");
  expect(await typesSince(before)).toEqual(["refund.updated", "charge.refund.updated"]);
  expect(await standIn.stripe.refunds.retrieve(json.id)).toMatchObject({ status: "succeeded" });
});

test("a refund that fails after a while is the merchant's money again, and may be tried again", async () => {
  const paymentIntent = await paidWith("4000000000005126");
  const { json } = await standIn.local("POST", "refunds", { paymentIntent });
  expect(json).toMatchObject({ status: "succeeded" });
  const before = countSoFar() + 2;
  await standIn.advance("PT1M");
  expect(await typesSince(before)).toEqual(["refund.failed", "refund.updated", "charge.refund.updated"]);
  const refund = await standIn.stripe.refunds.retrieve(json.id, { expand: ["charge"] });
  expect(refund).toMatchObject({ status: "failed", charge: { amount_refunded: 0, refunded: false } });
  expect((await standIn.local("POST", "refunds", { paymentIntent, course: "at_once" })).status).toBe(200);
});

test.each([
  ["won", ["charge.dispute.closed", "charge.dispute.funds_reinstated"], 0],
  ["lost", ["charge.dispute.closed"], -2_000],
] as const)("a dispute that is %s is told from its beginning to its end", async (outcome, end, net) => {
  const paymentIntent = await paidWith("4242424242424242");
  const before = countSoFar();
  const { json } = await standIn.local("POST", "disputes", { paymentIntent, outcome });
  expect(json).toMatchObject({ object: "dispute", status: outcome, payment_intent: paymentIntent });
  expect(await typesSince(before)).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn", ...end]);
  const { balance_transactions: moved } = await standIn.stripe.disputes.retrieve(json.id);
  expect(moved.reduce((sum, movement) => sum + movement.net, 0)).toBe(net);
});

test("a dispute without an outcome stays open until it is closed by hand", async () => {
  const paymentIntent = await paidWith("4242424242424242");
  const { json } = await standIn.local("POST", "disputes", { paymentIntent, amountCents: 300 });
  expect(json).toMatchObject({ status: "needs_response", amount: 300 });
  const closed = await standIn.local("POST", `disputes/${json.id}/close`, { outcome: "won" });
  expect(closed.json).toMatchObject({ status: "won" });
  expect((await standIn.local("POST", `disputes/${json.id}/close`, { outcome: "lost" })).status).toBe(400);
});

test("a dispute that nobody answers is lost when its time is over; an inquiry is only closed", async () => {
  const paymentIntent = await paidWith("4000000000000259");
  const asked = await paidWith("4000000000001976");
  await standIn.advance("P10D");
  const status = async (payment_intent: string) =>
    (await standIn.stripe.disputes.list({ payment_intent })).data[0]?.status;
  expect([await status(paymentIntent), await status(asked)]).toEqual(["lost", "warning_closed"]);
});

test("an inquiry is told without money moving", async () => {
  const before = 6;
  await paidWith("4000000000001976");
  expect(await typesSince(before)).toEqual(["charge.dispute.created"]);
});

test("an early fraud warning is told after the payment", async () => {
  await paidWith("4000000000005423");
  expect((await standIn.delivered()).at(-1)).toBe("radar.early_fraud_warning.created");
});

test.each([
  ["succeeded", "paid", "checkout.session.async_payment_succeeded"],
  ["failed", "unpaid", "checkout.session.async_payment_failed"],
])("a payment that comes later completes its session unpaid, and then it %s", async (outcome, paymentStatus, type) => {
  const { id } = await packSession(standIn.stripe);
  const { json } = await standIn.local("POST", `checkout/${id}/pay`, { delayed: true });
  expect(json).toMatchObject({ status: "complete", payment_status: "unpaid" });
  const settled = await standIn.local("POST", `payment_intents/${json.payment_intent}/settle`, { outcome });
  expect(settled.status).toBe(200);
  expect((await standIn.delivered()).at(-1)).toBe(type);
  expect(await standIn.stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: paymentStatus });
});

test("a receipt opens at the charge's address and says what was refunded", async () => {
  const paymentIntent = await paidWith("4242424242424242");
  await standIn.local("POST", "refunds", { paymentIntent, amountCents: 200 });
  const [charge] = (await standIn.stripe.charges.list({ payment_intent: paymentIntent })).data;
  const page = await (await fetch(charge?.receipt_url ?? "")).text();
  expect(page).toMatch(/\$5\.00[\s\S]*visa ending in 4242[\s\S]*\$2\.00/);
  expect(page).toContain("no real money");
});
