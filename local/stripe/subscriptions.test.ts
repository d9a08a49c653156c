import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PLUS_PRICE } from "./prepare";
import { startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;
let stripe: Stripe;

beforeEach(async () => {
  standIn = await startTestStripe();
  stripe = standIn.stripe;
});
afterEach(() => standIn.close());

/** Subscribes to PRPM+ through Checkout, and forgets what was told of it. */
async function subscribe(card = "4242424242424242", days = 0) {
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: PLUS_PRICE, quantity: 1 }],
    success_url: "http://127.0.0.1:9/done",
    subscription_data: { metadata: { user: "1" }, ...(days > 0 && { trial_period_days: days }) },
    metadata: { user: "1" },
  });
  const { json } = await standIn.local("POST", `checkout/${session.id}/pay`, { card, email: "sub@example.com" });
  await standIn.delivered();
  return json as Stripe.Checkout.Session & { subscription: string; invoice: string; customer: string };
}

const retrieve = (id: string) => stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
const useCard = (id: string, card: string) => standIn.local("POST", `subscriptions/${id}/card`, { card });

async function typesSince(count: number): Promise<string[]> {
  return (await standIn.delivered()).slice(count);
}

const countSoFar = () => standIn.receiver.received.length;
const day = (seconds: number | null | undefined) => new Date((seconds ?? 0) * 1_000).toISOString().slice(0, 10);

test("subscribing through Checkout is told from the payment to the completed session", async () => {
  const session = await subscribe();
  expect(session).toMatchObject({ status: "complete", payment_status: "paid", payment_intent: null });
  expect(await standIn.delivered()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "customer.created",
    "payment_method.attached",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "customer.subscription.updated",
    "checkout.session.completed",
  ]);
  const paid = standIn.receiver.received.find(({ event }) => event.type === "invoice.paid")?.event.data.object;
  expect(paid).toMatchObject({
    id: session.invoice,
    billing_reason: "subscription_create",
    amount_paid: 2_000,
    parent: { type: "subscription_details", subscription_details: { metadata: { user: "1" } } },
  });
  expect(await retrieve(session.subscription)).toMatchObject({ status: "active", metadata: { user: "1" } });
  expect((await stripe.checkout.sessions.list({ subscription: session.subscription })).data).toHaveLength(1);
});

test("a declined card leaves no subscription behind, and another card may be tried", async () => {
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: PLUS_PRICE, quantity: 1 }],
    success_url: "http://127.0.0.1:9/done",
  });
  const card = "4000000000000341";
  expect((await standIn.local("POST", `checkout/${session.id}/pay`, { card })).status).toBe(402);
  expect((await stripe.subscriptions.list({ status: "all" })).data).toEqual([]);
  expect((await standIn.local("POST", `checkout/${session.id}/pay`, {})).json).toMatchObject({ status: "complete" });
});

test("a month later the subscription is renewed, and its invoice is for the period that begins", async () => {
  const { subscription, customer } = await subscribe();
  const before = await retrieve(subscription);
  const count = countSoFar();
  await standIn.advance("P1M");
  expect(await typesSince(count)).toEqual([
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
  ]);
  const after = await retrieve(subscription);
  const firstEnd = before.items.data[0]?.current_period_end;
  expect(after.items.data[0]?.current_period_start).toBe(firstEnd);
  expect(after.latest_invoice).toMatchObject({
    billing_reason: "subscription_cycle",
    status: "paid",
    created: firstEnd,
    period_end: firstEnd,
    lines: { data: [{ period: { start: firstEnd, end: after.items.data[0]?.current_period_end } }] },
  });
  expect((await stripe.invoices.list({ customer })).data).toHaveLength(2);
});

test("a clock that jumps over several periods renews each at its own instant", async () => {
  const { subscription } = await subscribe();
  await standIn.advance("P1Y");
  const invoices = await stripe.invoices.list({ subscription, limit: 100 });
  expect(invoices.data).toHaveLength(13);
  expect(invoices.data.every(({ status }) => status === "paid")).toBe(true);
  const starts = invoices.data.map(({ lines }) => lines.data[0]?.period.start ?? 0);
  expect(new Set(starts).size).toBe(13);
  expect(invoices.data.map(({ created }) => created)).toEqual(starts);
});

test("a renewal that cannot be paid is tried again after 3, 5 and 7 days, and then the subscription ends", async () => {
  const { subscription } = await subscribe();
  await useCard(subscription, "4000000000000341");
  await standIn.delivered();
  const count = countSoFar();
  await standIn.advance("P1M");
  expect(await typesSince(count)).toEqual([
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.updated",
    "invoice.payment_failed",
    "customer.subscription.updated",
  ]);
  const due = await retrieve(subscription);
  const invoice = due.latest_invoice as Stripe.Invoice;
  expect([due.status, invoice.status, invoice.attempt_count]).toEqual(["past_due", "open", 1]);
  expect((invoice.next_payment_attempt ?? 0) - invoice.created).toBe(3 * 86_400);

  await standIn.advance("P3D");
  expect((await retrieve(subscription)).latest_invoice).toMatchObject({ attempt_count: 2, status: "open" });
  await standIn.advance("P5D");
  expect((await retrieve(subscription)).latest_invoice).toMatchObject({ attempt_count: 3, status: "open" });
  await standIn.advance("P7D");
  const over = await retrieve(subscription);
  expect(over).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "payment_failed" },
    latest_invoice: { attempt_count: 4, status: "open", next_payment_attempt: null },
  });
  expect((await standIn.delivered()).at(-1)).toBe("customer.subscription.deleted");
});

test("a subscription that nobody pays may stay unpaid instead, as was set", async () => {
  expect((await standIn.local("POST", "dunning", { retryDays: [1], finally: "unpaid" })).json.finally).toBe("unpaid");
  const { subscription } = await subscribe();
  await useCard(subscription, "4000000000000341");
  await standIn.advance("P1M2D");
  expect(await retrieve(subscription)).toMatchObject({ status: "unpaid", latest_invoice: { attempt_count: 2 } });
  await standIn.advance("P1M");
  expect(await retrieve(subscription)).toMatchObject({ status: "unpaid", latest_invoice: { status: "draft" } });
});

test("a new card makes the next try succeed, and the subscription goes on", async () => {
  const { subscription } = await subscribe();
  await useCard(subscription, "4000000000000341");
  await standIn.advance("P1M");
  await useCard(subscription, "4242424242424242");
  await standIn.advance("P3D");
  expect(await retrieve(subscription)).toMatchObject({
    status: "active",
    latest_invoice: { status: "paid", attempt_count: 2 },
  });
});

test("a renewal may ask for the card's holder, who pays at the invoice's page", async () => {
  const { subscription } = await subscribe();
  await useCard(subscription, "4000002760003184");
  await standIn.delivered();
  const count = countSoFar();
  await standIn.advance("P1M");
  const told = await typesSince(count);
  expect(told).toContain("payment_intent.requires_action");
  expect(told).toContain("invoice.payment_action_required");
  const { latest_invoice } = await retrieve(subscription);
  const invoice = latest_invoice as Stripe.Invoice;
  const fields = { card_number: "4242424242424242", expiry: "12/34", cvc: "123" };
  const url = invoice.hosted_invoice_url ?? "";
  const paid = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  expect(paid.headers.get("location")).toBe(url);
  expect(await (await fetch(url)).text()).toContain("Paid on");
  expect((await retrieve(subscription)).status).toBe("active");
});

test("a card that was agreed to once is not asked about again", async () => {
  const { subscription } = await subscribe("4000002500003155");
  await standIn.advance("P1M");
  expect(await retrieve(subscription)).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
});

test("a subscription that is to end with its period ends then, and is not charged again", async () => {
  const { subscription } = await subscribe();
  await stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
  await standIn.advance("P27D");
  expect((await retrieve(subscription)).status).toBe("active");
  await standIn.advance("P5D");
  const ended = await retrieve(subscription);
  expect(ended).toMatchObject({ status: "canceled", cancellation_details: { reason: "cancellation_requested" } });
  expect(ended.ended_at).toBe(ended.items.data[0]?.current_period_end);
  expect((await stripe.invoices.list({ subscription })).data).toHaveLength(1);
});

test("an end within the period comes at its instant", async () => {
  const { subscription } = await subscribe();
  const { now } = (await standIn.local("GET", "clock")).json;
  await stripe.subscriptions.update(subscription, { cancel_at: now + 86_400 });
  await standIn.advance("P2D");
  expect(await retrieve(subscription)).toMatchObject({ status: "canceled", ended_at: now + 86_400 });
});

test("a trial costs nothing until it is over, also with a card that cannot be charged", async () => {
  const session = await subscribe("4000000000000341", 7);
  expect(session).toMatchObject({ amount_total: 0, payment_status: "no_payment_required" });
  expect(await retrieve(session.subscription)).toMatchObject({
    status: "trialing",
    latest_invoice: { amount_paid: 0, status: "paid", billing_reason: "subscription_create" },
  });
  await standIn.advance("P7D");
  expect(await retrieve(session.subscription)).toMatchObject({
    status: "past_due",
    latest_invoice: { amount_due: 2_000, billing_reason: "subscription_cycle" },
  });
});

test("a subscription whose first invoice nobody pays comes to nothing after 23 hours", async () => {
  const { id: customer } = await stripe.customers.create();
  const { id } = await stripe.subscriptions.create({
    customer,
    items: [{ price: PLUS_PRICE }],
    payment_behavior: "default_incomplete",
  });
  await standIn.advance("P1D");
  expect(await retrieve(id)).toMatchObject({ status: "incomplete_expired", latest_invoice: { status: "void" } });
});

test("a paused subscription is not renewed, and goes on in a new period", async () => {
  const { subscription } = await subscribe();
  await standIn.local("POST", `subscriptions/${subscription}/pause`, {});
  await standIn.advance("P2M");
  expect((await stripe.invoices.list({ subscription })).data).toHaveLength(1);
  const { now } = (await standIn.local("GET", "clock")).json;
  const resumed = await stripe.subscriptions.resume(subscription);
  expect(resumed.status).toBe("active");
  expect(day(resumed.items.data[0]?.current_period_start)).toBe(day(now));
  expect(await standIn.delivered()).toEqual(
    expect.arrayContaining(["customer.subscription.paused", "customer.subscription.resumed"]),
  );
});

test("a disputed renewal leads back to its invoice", async () => {
  const { subscription } = await subscribe();
  await useCard(subscription, "4000000000000259");
  await standIn.advance("P1M");
  const [dispute] = (await stripe.disputes.list()).data;
  const payment = { type: "payment_intent" as const, payment_intent: String(dispute?.payment_intent) };
  const [found] = (await stripe.invoicePayments.list({ payment, expand: ["data.invoice"] })).data;
  expect(found?.invoice).toMatchObject({ billing_reason: "subscription_cycle" });
});
