import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { deleteAccount, isDeleted, settleDeleted } from "@/tests/support/account-deletion";
import { type Billing, beginPurchase, buyPack, movements, startBilling, subscribeTo } from "@/tests/support/billing";
import { brokenInvariants, newUser, refusalOf, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling({ LIMIT_RUNS_PER_MINUTE: "1000" });
});
afterEach(async () => {
  expect(await brokenInvariants()).toEqual([]);
});
afterAll(() => billing.stop());

test("PRPM+ ends at Stripe before the account goes, and nothing is charged afterwards", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  expect(await deleteAccount(id)).toEqual({ deleted: true, creditsForfeited: 205 });
  await billing.delivered();
  const invoices = () => rows("SELECT id FROM subscription_invoices WHERE user_id = $1", [id]);
  expect(await invoices()).toHaveLength(1);
  await billing.advance("P3M");
  expect(await invoices()).toHaveLength(1);
  expect(await rows("SELECT status, ended_at IS NOT NULL AS over FROM subscriptions WHERE user_id = $1", [id])).toEqual(
    [{ status: "canceled", over: true }],
  );
  expect((await movements(id)).filter(([type]) => type === "monthly")).toHaveLength(1);
});

test.each([
  ["open", "P1M"],
  ["a draft", "P3M"],
])("a bill that could not be collected and is %s is never collected", async (_how, time) => {
  const { id } = await newUser();
  await billing.control("POST", "dunning", { retryDays: [1], finally: "unpaid" });
  await subscribeTo(billing, id);
  const subscription = async () =>
    (await rows<{ id: string }>("SELECT stripe_subscription_id AS id FROM subscriptions WHERE user_id = $1", [id]))[0]
      ?.id;
  await billing.control("POST", `subscriptions/${await subscription()}/card`, { card: "4000000000000341" });
  await billing.advance(time);
  await deleteAccount(id);
  const { stripe } = await import("@/lib/stripe/client.server");
  const { data } = await stripe().invoices.list({ subscription: (await subscription()) ?? "" });
  expect(data.length).toBeGreaterThan(1);
  expect(data.filter(({ status }) => status === "open" || status === "draft")).toEqual([]);
  await billing
    .control("POST", `subscriptions/${await subscription()}/card`, { card: "4242424242424242" })
    .catch(() => null);
  await billing.advance("P2M");
  expect(
    await rows("SELECT status FROM subscription_invoices WHERE user_id = $1 AND status = 'paid'", [id]),
  ).toHaveLength(1);
});

test("pages and payments that wait for a card can no longer be paid", async () => {
  const { id } = await newUser();
  const { subscribe } = await import("@/lib/billing/subscribe.server");
  const { startPurchase } = await import("@/lib/billing/start-purchase.server");
  const { sessionId } = await beginPurchase(id, "small");
  const plusPage = await subscribe({ userId: id, now: new Date() });
  await startPurchase({
    userId: id,
    request: { package: "large", mode: "elements" },
    idempotencyKey: null,
    now: new Date(),
  });
  await deleteAccount(id);
  for (const page of [sessionId, plusPage]) await expect(billing.pay(page)).rejects.toThrow();
  await billing.delivered();
  expect(await rows("SELECT DISTINCT status FROM playground_credit_purchases WHERE user_id = $1", [id])).toEqual([
    { status: "expired" },
  ]);
});

test("while Stripe does not answer nothing is deleted, and afterwards everything is", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  await billing.control("POST", "faults", {
    fault: "500",
    when: "before",
    path: "/v1/subscriptions/",
    method: "DELETE",
    times: 3,
  });
  expect(await refusalOf(deleteAccount(id))).toMatchObject({ code: "payments_unavailable" });
  expect(await isDeleted(id)).toBe(false);
  expect(await wallet(id)).toMatchObject({ available: 205, plan: "plus" });
  await billing.control("DELETE", "faults");
  // Stripe did it, and its answer was lost.
  await billing.control("POST", "faults", {
    fault: "reset",
    when: "after",
    path: "/v1/subscriptions/",
    method: "DELETE",
    times: 3,
  });
  await deleteAccount(id).catch(() => deleteAccount(id));
  expect(await isDeleted(id)).toBe(true);
  await billing.control("DELETE", "faults");
});

test("refunds, disputes and their end find a deleted account, and leave it no debt for what it forfeited", async () => {
  const { id } = await newUser();
  const refunded = await buyPack(billing, id, "small");
  const disputed = await buyPack(billing, id, "small");
  await deleteAccount(id);
  await billing.control("POST", "refunds", { paymentIntent: refunded.paymentIntentId });
  const dispute = await billing.control("POST", "disputes", { paymentIntent: disputed.paymentIntentId });
  await billing.delivered();
  expect(await rows("SELECT balance, debt FROM playground_credits WHERE user_id = $1", [id])).toEqual([
    { balance: 0, debt: 0 },
  ]);
  await billing.control("POST", `disputes/${dispute["id"]}/close`, { outcome: "won" });
  await billing.delivered();
  expect(await brokenInvariants()).toEqual([]);
  await settleDeleted();
  expect(await rows("SELECT balance FROM playground_credits WHERE user_id = $1", [id])).toEqual([{ balance: 0 }]);
  expect(await rows("SELECT 1 FROM stripe_events WHERE handled_at IS NULL")).toEqual([]);
});

test("a plan paid on a page that was opened behind our back is ended by the job, and an operator told once a day", async () => {
  const { id } = await newUser();
  await beginPurchase(id, "small");
  await deleteAccount(id);
  const { createPlanPage } = await import("@/lib/stripe/create-checkout.server");
  const { storedCustomer } = await import("@/lib/billing/customer.server");
  const page = await createPlanPage({
    customerId: (await storedCustomer(id)) ?? "",
    userId: id,
    priceId: billing.env.STRIPE_PRICE_PRPM_PLUS,
    metadata: { userId: id, plan: "plus", attempt: "9" },
    successUrl: "http://localhost/",
    cancelUrl: "http://localhost/",
    idempotencyKey: `late:${id}`,
  });
  await billing.pay(page.url);
  await billing.delivered();
  for (let call = 0; call < 2; call += 1) await settleDeleted();
  await billing.delivered();
  await billing.advance("P2M");
  expect(await rows("SELECT 1 FROM subscription_invoices WHERE user_id = $1", [id])).toHaveLength(1);
  expect(await rows("SELECT status FROM subscriptions WHERE user_id = $1", [id])).toEqual([{ status: "canceled" }]);
  expect(await rows("SELECT balance FROM playground_credits WHERE user_id = $1", [id])).toEqual([{ balance: 0 }]);
  expect(await rows("SELECT 1 FROM alerts WHERE kind = 'deleted_account_charged'")).toHaveLength(1);
});
