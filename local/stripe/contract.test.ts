import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packLine, packSession, startTestStripe } from "./test-client";

/*
 * What the product relies on in Stripe. By itself this runs against the stand-in; with STRIPE_TEST_SECRET_KEY it runs
 * against Stripe's own test mode instead, so that the two can be held against each other.
 */
const { STRIPE_TEST_SECRET_KEY: realKey } = process.env;

let stripe: Stripe;
let close = async (): Promise<void> => {};

beforeAll(async () => {
  if (realKey) {
    stripe = new Stripe(realKey, { maxNetworkRetries: 2 });
    return;
  }
  const standIn = await startTestStripe();
  stripe = standIn.stripe;
  close = standIn.close;
});
afterAll(() => close());

const TIMEOUT_MS = realKey ? 60_000 : 5_000;
const contract = (promise: string, run: () => Promise<void>) => test(promise, { timeout: TIMEOUT_MS }, run);

/** The refusal that a call ends in. */
async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

const withoutRedirects = { enabled: true, allow_redirects: "never" as const };

const pay = (card: string, extra: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 500,
    currency: "usd",
    automatic_payment_methods: withoutRedirects,
    payment_method: card,
    confirm: true,
    ...extra,
  });

contract("a customer keeps metadata, merges changes to it, and tells when it is deleted", async () => {
  const { id } = await stripe.customers.create({ email: "ada@example.com", metadata: { user: "1", plan: "free" } });
  const changed = await stripe.customers.update(id, { name: "Ada", metadata: { plan: "", seats: "2" } });
  expect(changed).toMatchObject({ email: "ada@example.com", name: "Ada", metadata: { user: "1", seats: "2" } });
  expect(changed.metadata).not.toHaveProperty("plan");
  await stripe.customers.del(id);
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
});

contract("a request that is repeated under its idempotency key does its work once", async () => {
  const key = randomUUID();
  const first = await stripe.customers.create({ email: "once@example.com" }, { idempotencyKey: key });
  const again = await stripe.customers.create({ email: "once@example.com" }, { idempotencyKey: key });
  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
});

contract("an idempotency key is refused for another request", async () => {
  const key = randomUUID();
  await stripe.customers.create({ email: "one@example.com" }, { idempotencyKey: key });
  const error = await refusal(stripe.customers.create({ email: "two@example.com" }, { idempotencyKey: key }));
  expect(error).toMatchObject({ statusCode: 400, rawType: "idempotency_error" });
});

contract("an idempotency key remembers no request that was wrong in itself", async () => {
  const key = randomUUID();
  const wrong = { amount: 500, currency: "usd", nonsense: "1" } as Stripe.PaymentIntentCreateParams;
  await refusal(stripe.paymentIntents.create(wrong, { idempotencyKey: key }));
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: "usd" }, { idempotencyKey: key });
  expect(intent.amount).toBe(500);
});

contract("an idempotency key remembers a declined card", async () => {
  const params = {
    amount: 500,
    currency: "usd",
    automatic_payment_methods: withoutRedirects,
    payment_method: "pm_card_chargeDeclined",
    confirm: true,
  };
  const key = randomUUID();
  const first = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: key }));
  const again = await refusal(stripe.paymentIntents.create(params, { idempotencyKey: key }));
  expect([first.statusCode, again.statusCode]).toEqual([402, 402]);
  expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
});

contract("a wrong key is refused", async () => {
  const error = await refusal(stripe.customers.list({}, { apiKey: "sk_test_wrong" }));
  expect(error).toMatchObject({ statusCode: 401, rawType: "invalid_request_error" });
});

contract("parameters that are unknown or missing are named", async () => {
  const unknown = { mode: "payment", nonsense: "1" } as Stripe.Checkout.SessionCreateParams;
  expect(await refusal(stripe.checkout.sessions.create(unknown))).toMatchObject({
    statusCode: 400,
    code: "parameter_unknown",
    param: "nonsense",
  });
  const missing = { currency: "usd" } as Stripe.PaymentIntentCreateParams;
  expect(await refusal(stripe.paymentIntents.create(missing))).toMatchObject({
    statusCode: 400,
    code: "parameter_missing",
    param: "amount",
  });
});

contract("what endive took away is refused: payment_method_types and the old ui_mode", async () => {
  const types = { payment_method_types: ["card"] };
  const line_items = [packLine()];
  const session = { mode: "payment", success_url: "https://example.com", line_items } as const;
  const calls = [
    stripe.checkout.sessions.create({ ...session, line_items: [...line_items], ...types } as never),
    stripe.paymentIntents.create({ amount: 500, currency: "usd", ...types } as never),
  ];
  for (const call of calls) {
    const error = await refusal(call);
    expect(error).toMatchObject({ statusCode: 400, code: "payment_method_types_no_longer_supported" });
  }
  const old = stripe.checkout.sessions.create({ ...session, line_items: [...line_items], ui_mode: "hosted" });
  expect(await refusal(old)).toMatchObject({ statusCode: 400, param: "ui_mode" });
});

contract("nothing is known under a wrong id: 404 in the address, 400 in a parameter", async () => {
  const missing = { code: "resource_missing", rawType: "invalid_request_error" };
  expect(await refusal(stripe.paymentIntents.retrieve("pi_nothing"))).toMatchObject({ ...missing, statusCode: 404 });
  const session = packSession(stripe, { customer: "cus_nothing" });
  expect(await refusal(session)).toMatchObject({ ...missing, statusCode: 400, param: "customer" });
});

contract("a Checkout Session is open with an address to pay at, its total and what was given to it", async () => {
  const { id: customer } = await stripe.customers.create({ email: "buyer@example.com" });
  const session = await packSession(stripe, {
    customer,
    client_reference_id: "user-1",
    metadata: { purchase: "p1" },
    line_items: [{ ...packLine(500), quantity: 2 }],
    payment_intent_data: { metadata: { purchase: "p1" } },
  });
  expect(session).toMatchObject({
    status: "open",
    payment_status: "unpaid",
    mode: "payment",
    ui_mode: "hosted_page",
    amount_total: 1_000,
    currency: "usd",
    customer,
    client_reference_id: "user-1",
    metadata: { purchase: "p1" },
    payment_intent: null,
  });
  expect(session.url).toContain(session.id);
  expect(session.expires_at - session.created).toBe(86_400);
  const lines = await stripe.checkout.sessions.listLineItems(session.id);
  expect(lines.data).toMatchObject([{ description: "100 credits", quantity: 2, amount_total: 1_000 }]);
  const shown = await stripe.checkout.sessions.retrieve(session.id, { expand: ["line_items", "customer"] });
  expect(shown.line_items?.data).toHaveLength(1);
  expect(shown.customer).toMatchObject({ email: "buyer@example.com" });
});

contract("a Checkout Session lives 30 minutes at least and 24 hours at most, and can be ended before", async () => {
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
  for (const seconds of [10 * 60, 25 * 3_600]) {
    const error = await refusal(packSession(stripe, { expires_at: inSeconds(seconds) }));
    expect(error).toMatchObject({ statusCode: 400, param: "expires_at" });
  }
  const { id } = await packSession(stripe, { expires_at: inSeconds(31 * 60) });
  expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: "expired", url: null });
  expect(await refusal(stripe.checkout.sessions.expire(id))).toMatchObject({ statusCode: 400 });
});

contract("a payment that goes through has a charge, a receipt and the fee it cost", async () => {
  const intent = await pay("pm_card_visa", {
    metadata: { purchase: "p1" },
    expand: ["latest_charge.balance_transaction"],
  });
  expect(intent).toMatchObject({ status: "succeeded", amount_received: 500, metadata: { purchase: "p1" } });
  const charge = intent.latest_charge as Stripe.Charge;
  expect(charge).toMatchObject({ paid: true, amount: 500, amount_refunded: 0, payment_intent: intent.id });
  expect(charge.receipt_url).toMatch(/^http/);
  const balance = charge.balance_transaction as Stripe.BalanceTransaction;
  expect(balance.net).toBe(500 - balance.fee);
});

test.each([
  ["pm_card_chargeDeclined", "card_declined", "generic_decline"],
  ["pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
  ["pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"],
  ["pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card"],
  ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
  ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"],
  ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"],
])(
  "%s is declined as %s, %s, and leaves the payment open for another card",
  async (card, code, declineCode) => {
    const error = await refusal(pay(card));
    expect(error).toMatchObject({ statusCode: 402, rawType: "card_error", code });
    const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "", { expand: ["latest_charge"] });
    expect(intent.status).toBe("requires_payment_method");
    expect(intent.last_payment_error).toMatchObject({ code });
    expect(intent.latest_charge).toMatchObject({
      status: "failed",
      failure_code: code,
      outcome: { reason: declineCode },
    });
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  },
  TIMEOUT_MS,
);

contract(
  "a card that asks for authentication waits for its holder, at an address when there is a way back",
  async () => {
    const card = "pm_card_authenticationRequired";
    const here = await pay(card);
    expect(here).toMatchObject({ status: "requires_action", next_action: { type: "use_stripe_sdk" } });
    const away = await pay(card, {
      return_url: "https://example.com/back",
      automatic_payment_methods: { enabled: true },
    });
    expect(away.next_action?.redirect_to_url?.url).toMatch(/^http/);
    const canceled = await stripe.paymentIntents.cancel(away.id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned", next_action: null });
  },
);

contract("a payment is confirmed once and canceled only while it is open", async () => {
  const intent = await pay("pm_card_visa");
  const unexpected = { statusCode: 400, code: "payment_intent_unexpected_state" };
  expect(await refusal(stripe.paymentIntents.confirm(intent.id))).toMatchObject(unexpected);
  const again = stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
  expect(await refusal(again)).toMatchObject({ ...unexpected, payment_intent: { status: "succeeded" } });
  expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  expect(await refusal(stripe.paymentIntents.cancel(intent.id))).toMatchObject(unexpected);
});

contract("payments of less than fifty cents are refused", async () => {
  const error = await refusal(stripe.paymentIntents.create({ amount: 49, currency: "usd" }));
  expect(error).toMatchObject({ statusCode: 400, code: "amount_too_small", param: "amount" });
});

contract("lists are newest first and go on page by page", async () => {
  const { id: customer } = await stripe.customers.create();
  const ids: string[] = [];
  for (const amount of [501, 502, 503]) ids.unshift((await pay("pm_card_visa", { customer, amount })).id);
  const page = await stripe.paymentIntents.list({ customer, limit: 2 });
  expect(page).toMatchObject({ object: "list", has_more: true });
  expect(page.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const all = await stripe.paymentIntents.list({ customer, limit: 2 }).autoPagingToArray({ limit: 10 });
  expect(all.map(({ id }) => id)).toEqual(ids);
  const before = await stripe.paymentIntents.list({ customer, ending_before: ids[2] ?? "" });
  expect(before.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const charges = await stripe.charges.list({ payment_intent: ids[0] ?? "" });
  expect(charges.data).toMatchObject([{ amount: 503 }]);
});

contract("prices are found by their lookup key, which one price has at a time", async () => {
  const key = `plus-${randomUUID()}`;
  const product = await stripe.products.create({ name: "Contract test" });
  const plain = { product: product.id, currency: "usd", unit_amount: 2_000, recurring: { interval: "month" as const } };
  const price = await stripe.prices.create({ ...plain, lookup_key: key });
  expect(price).toMatchObject({ type: "recurring", recurring: { interval: "month", interval_count: 1 } });
  expect(String(price.unit_amount_decimal)).toBe("2000");
  expect(await refusal(stripe.prices.create({ ...plain, lookup_key: key }))).toMatchObject({ statusCode: 400 });
  const next = await stripe.prices.create({ ...plain, lookup_key: key, transfer_lookup_key: true });
  const found = await stripe.prices.list({ lookup_keys: [key], active: true, expand: ["data.product"] });
  expect(found.data).toMatchObject([{ id: next.id, product: { name: "Contract test" } }]);
  await stripe.products.update(product.id, { active: false });
});

contract("what happened is told as events in the shapes of endive", async () => {
  const intent = await pay("pm_card_visa");
  const events = await stripe.events.list({ types: ["payment_intent.succeeded"], limit: 100 });
  const event = events.data.find(({ data }) => (data.object as { id?: string }).id === intent.id);
  expect(event).toMatchObject({ object: "event", api_version: "2026-10-28.endive", livemode: false });
  expect(await stripe.events.retrieve(event?.id ?? "")).toMatchObject({
    id: event?.id,
    type: "payment_intent.succeeded",
  });
});

/** Reads until it is there: Stripe itself takes a moment for what the stand-in does at once. */
async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 40; tries += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, realKey ? 1_000 : 200));
  }
  throw new Error("it did not come");
}

contract("a payment is refunded in parts, never by more than is left of it", async () => {
  const { id: payment_intent } = await pay("pm_card_visa");
  const refund = await stripe.refunds.create({ payment_intent, amount: 200, metadata: { purchase: "p1" } });
  expect(refund).toMatchObject({ status: "succeeded", amount: 200, payment_intent, metadata: { purchase: "p1" } });
  expect(await refusal(stripe.refunds.create({ payment_intent, amount: 301 }))).toMatchObject({ statusCode: 400 });
  const rest = await stripe.refunds.create({ payment_intent, reason: "requested_by_customer", expand: ["charge"] });
  expect(rest).toMatchObject({ amount: 300, charge: { amount_refunded: 500, refunded: true } });
  const error = await refusal(stripe.refunds.create({ payment_intent }));
  expect(error).toMatchObject({ statusCode: 400, code: "charge_already_refunded" });
  expect((await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([300, 200]);
});

contract("a charge shows its refunds only when asked for them", async () => {
  const { id: payment_intent, latest_charge } = await pay("pm_card_visa");
  await stripe.refunds.create({ payment_intent });
  const id = String(latest_charge);
  expect((await stripe.charges.retrieve(id)).refunds ?? null).toBeNull();
  const shown = await stripe.charges.retrieve(id, { expand: ["refunds"] });
  expect(shown.refunds?.data).toMatchObject([{ payment_intent }]);
});

contract("a refund may be pending first", async () => {
  const { id: payment_intent } = await pay("pm_card_pendingRefund");
  const { id, status } = await stripe.refunds.create({ payment_intent });
  expect(status).toBe("pending");
  expect(await stripe.refunds.retrieve(id)).toMatchObject({ amount: 500 });
});

/** The dispute of a payment with a card that brings one. */
async function disputeOf(card: string): Promise<Stripe.Dispute> {
  const { id: payment_intent } = await pay(card);
  return until(async () => (await stripe.disputes.list({ payment_intent })).data[0]);
}

const answer = (id: string, uncategorized_text: string) =>
  stripe.disputes.update(id, { evidence: { uncategorized_text } });

const decided = (id: string) =>
  until(async () => {
    const dispute = await stripe.disputes.retrieve(id);
    return ["won", "lost"].includes(dispute.status) ? dispute : undefined;
  });

const net = (dispute: Stripe.Dispute) => dispute.balance_transactions.reduce((sum, { net }) => sum + net, 0);

contract("a dispute takes the amount and a fee, and gives both back when it is won", async () => {
  const dispute = await disputeOf("pm_card_createDispute");
  expect(dispute).toMatchObject({ amount: 500, reason: "fraudulent", status: "needs_response" });
  expect(net(dispute)).toBe(-2_000);
  await answer(dispute.id, "winning_evidence");
  const won = await decided(dispute.id);
  expect(won.status).toBe("won");
  expect(net(won)).toBe(0);
});

contract("a dispute that is lost gives nothing back, and a disputed charge cannot be refunded", async () => {
  const dispute = await disputeOf("pm_card_createDisputeProductNotReceived");
  expect(dispute).toMatchObject({ reason: "product_not_received", is_charge_refundable: false });
  const charge = String(dispute.charge);
  expect(await refusal(stripe.refunds.create({ charge }))).toMatchObject({ statusCode: 400, code: "charge_disputed" });
  await answer(dispute.id, "losing_evidence");
  expect(net(await decided(dispute.id))).toBe(-2_000);
});

contract("an inquiry moves no money until it becomes a dispute", async () => {
  const inquiry = await disputeOf("pm_card_createDisputeInquiry");
  expect(inquiry).toMatchObject({ status: "warning_needs_response", is_charge_refundable: true });
  expect(net(inquiry)).toBe(0);
  await answer(inquiry.id, "escalate_inquiry_evidence");
  const dispute = await until(async () => {
    const current = await stripe.disputes.retrieve(inquiry.id);
    return current.status === "needs_response" ? current : undefined;
  });
  expect(net(dispute)).toBe(-2_000);
});

contract("a dispute can be given up", async () => {
  const { id } = await disputeOf("pm_card_createDispute");
  expect(await stripe.disputes.close(id)).toMatchObject({ status: "lost" });
  expect(await refusal(stripe.disputes.close(id))).toMatchObject({ statusCode: 400 });
});

contract("a charge that looks fraudulent brings an early warning", async () => {
  const { id: payment_intent } = await pay("pm_card_createIssuerFraudRecord");
  const warning = await until(async () => (await stripe.radar.earlyFraudWarnings.list({ payment_intent })).data[0]);
  expect(warning).toMatchObject({ actionable: true, payment_intent });
});

/** A price of $20 a month. */
async function monthlyPrice(): Promise<string> {
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 2_000,
    recurring: { interval: "month" },
    product_data: { name: "Contract test, monthly" },
  });
  return price.id;
}

/** A subscription that is paid with a card. */
async function subscribe(card = "pm_card_visa", extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { id: customer } = await stripe.customers.create({ email: "sub@example.com" });
  const method = await stripe.paymentMethods.attach(card, { customer });
  return stripe.subscriptions.create({
    customer,
    items: [{ price: await monthlyPrice() }],
    default_payment_method: method.id,
    metadata: { user: "1" },
    expand: ["latest_invoice.payments"],
    ...extra,
  });
}

contract(
  "a subscription that is paid is active, with its period on the item and its invoice's parent naming it",
  async () => {
    const subscription = await subscribe();
    expect(subscription).toMatchObject({ status: "active", cancel_at_period_end: false, metadata: { user: "1" } });
    expect(subscription.billing_mode.type).toBe("flexible");
    const [item] = subscription.items.data;
    const days = ((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)) / 86_400;
    expect(days).toBeGreaterThanOrEqual(28);
    expect(days).toBeLessThanOrEqual(31);
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      status: "paid",
      billing_reason: "subscription_create",
      amount_paid: 2_000,
      parent: { subscription_details: { subscription: subscription.id, metadata: { user: "1" } } },
    });
    const [line] = invoice.lines.data;
    expect(line?.period).toEqual({ start: item?.current_period_start, end: item?.current_period_end });
    expect(line?.parent?.subscription_item_details?.subscription).toBe(subscription.id);
  },
);

contract("a payment leads to the invoice it paid, and the invoice to its payment", async () => {
  const subscription = await subscribe();
  const invoice = subscription.latest_invoice as Stripe.Invoice;
  const payment_intent = String(invoice.payments?.data[0]?.payment.payment_intent);
  const found = await stripe.invoicePayments.list({ payment: { type: "payment_intent", payment_intent } });
  expect(found.data).toMatchObject([{ invoice: invoice.id, status: "paid", amount_paid: 2_000 }]);
  const intent = await stripe.paymentIntents.retrieve(payment_intent);
  expect(intent).toMatchObject({ status: "succeeded", amount: 2_000, customer: subscription.customer });
  await stripe.refunds.create({ payment_intent });
  expect((await stripe.invoices.retrieve(invoice.id ?? "")).status).toBe("paid");
});

contract("a subscription may wait for its first payment, which its invoice's secret allows to make", async () => {
  const subscription = await subscribe("pm_card_visa", {
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret", "latest_invoice.payments"],
  });
  const invoice = subscription.latest_invoice as Stripe.Invoice;
  expect([subscription.status, invoice.status]).toEqual(["incomplete", "open"]);
  expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_.*_secret_/);
  await stripe.invoices.pay(invoice.id ?? "");
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
});

contract("a card that can only be attached leaves the subscription incomplete", async () => {
  const subscription = await subscribe("pm_card_chargeCustomerFail");
  expect(subscription.status).toBe("incomplete");
  const invoice = subscription.latest_invoice as Stripe.Invoice;
  expect(invoice).toMatchObject({ status: "open", attempt_count: 1 });
  expect(await refusal(stripe.invoices.pay(invoice.id ?? ""))).toMatchObject({
    statusCode: 402,
    code: "card_declined",
  });
});

contract("a subscription ends with its period when that is wished, which can be taken back", async () => {
  const { id, items } = await subscribe();
  const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  expect(ending).toMatchObject({
    status: "active",
    cancel_at_period_end: true,
    cancel_at: items.data[0]?.current_period_end,
    cancellation_details: { reason: "cancellation_requested" },
  });
  const going = await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(going).toMatchObject({ cancel_at_period_end: false, cancel_at: null, canceled_at: null });
});

contract("a subscription that is ended at once is canceled, and only listed when asked for", async () => {
  const { id, customer } = await subscribe();
  const list = async (status?: "all") =>
    (await stripe.subscriptions.list({ customer: String(customer), ...(status && { status }) })).data.map(
      (one) => one.id,
    );
  expect(await list()).toEqual([id]);
  expect(await stripe.subscriptions.cancel(id)).toMatchObject({ status: "canceled" });
  expect([await list(), await list("all")]).toEqual([[], [id]]);
});

contract("the portal is opened for a customer by an address of its own", async () => {
  const { id: customer } = await stripe.customers.create();
  const configuration = await stripe.billingPortal.configurations.create({
    features: { subscription_cancel: { enabled: true, mode: "at_period_end" }, invoice_history: { enabled: true } },
    business_profile: { headline: "Contract test" },
  });
  expect(configuration.features.subscription_pause.enabled).toBe(false);
  const session = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: "https://example.com/back",
  });
  expect(session).toMatchObject({ customer, configuration: configuration.id, return_url: "https://example.com/back" });
  expect(session.url).toMatch(/^http/);
  await stripe.billingPortal.configurations.update(configuration.id, { active: false });
});

contract("a webhook endpoint shows its secret once, when it is made", async () => {
  const endpoint = await stripe.webhookEndpoints.create({
    url: "https://example.com/webhook",
    enabled_events: ["invoice.paid"],
    api_version: "2026-10-28.endive",
  });
  expect(endpoint.secret).toMatch(/^whsec_/);
  const changed = await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: ["*"], disabled: true });
  expect(changed).toMatchObject({ enabled_events: ["*"], status: "disabled", api_version: "2026-10-28.endive" });
  const listed = (await stripe.webhookEndpoints.list({ limit: 100 })).data.find(({ id }) => id === endpoint.id);
  expect(listed?.secret).toBeUndefined();
  expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
});
