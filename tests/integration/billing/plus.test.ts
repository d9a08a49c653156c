import { afterAll, beforeAll, expect, test } from "vitest";
import { PLUS_PRICE } from "@/local/stripe/prepare";
import { type Billing, buyPack, movements, startBilling, subscribeTo } from "@/tests/support/billing";
import { brokenInvariants, newUser, refusalOf, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

async function state(userId: string) {
  const { getSubscription } = await import("@/lib/billing/subscription.server");
  return getSubscription(userId);
}

async function change(userId: string, cancels: boolean) {
  const { changeSubscription } = await import("@/lib/billing/change-subscription.server");
  const changed = await changeSubscription({ userId, cancels, now: new Date() });
  await billing.delivered();
  return changed;
}

async function subscriptionId(userId: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    "SELECT stripe_subscription_id AS id FROM subscriptions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1",
    [userId],
  );
  return row?.id ?? "";
}

const granted = async (userId: string): Promise<number> =>
  (await movements(userId)).filter(([type]) => type === "monthly").length;

test("subscribing brings 200; a month later what is unused rolls over and 200 are new", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  expect(await wallet(id)).toMatchObject({ plan: "plus", monthly: { allocated: 200, remaining: 200 } });
  expect((await state(id)).status).toBe("active");
  await billing.advance("P1M");
  expect(await wallet(id)).toMatchObject({ monthly: { remaining: 200 }, rollover: { amount: 200 } });
  await billing.advance("P1M");
  expect(await wallet(id)).toMatchObject({ monthly: { remaining: 200 }, rollover: { amount: 200 } });
  expect(await granted(id)).toBe(3);
});

test("D3: canceling and resuming ten times in a row grants nothing", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  for (let time = 0; time < 10; time += 1) {
    expect((await change(id, true)).cancelAtPeriodEnd).toBe(true);
    expect((await change(id, false)).cancelAtPeriodEnd).toBe(false);
  }
  expect(await granted(id)).toBe(1);
  expect(await wallet(id)).toMatchObject({ monthly: { remaining: 200 } });
});

test("D5: a subscription that is canceled ends with its month; the credits that are there stay", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  await buyPack(billing, id, "small");
  await change(id, true);
  expect(await wallet(id)).toMatchObject({ plan: "plus", purchased: 100, monthly: { renewing: false } });
  await billing.advance("P1M1D");
  expect((await state(id)).status).toBe("canceled");
  expect(await wallet(id)).toMatchObject({
    plan: "free",
    purchased: 100,
    monthly: { remaining: 200, renewing: false },
  });
  expect(await granted(id)).toBe(1);
});

test("a renewal that fails keeps what was granted and grants nothing; paid at last, it grants its month", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  await billing.control("POST", `subscriptions/${await subscriptionId(id)}/card`, { card: "4000000000000341" });
  await billing.advance("P1M1D");
  expect((await state(id)).status).toBe("past_due");
  expect(await granted(id)).toBe(1);
  expect(await wallet(id)).toMatchObject({ plan: "plus", monthly: { renewing: false } });
  await billing.control("POST", `subscriptions/${await subscriptionId(id)}/card`, { card: "4242424242424242" });
  await billing.advance("P8D");
  expect((await state(id)).status).toBe("active");
  expect((await wallet(id))?.monthly.renewing).toBe(true);
  expect(await granted(id)).toBe(2);
});

test("a renewal that is never paid ends the subscription, and one may subscribe again", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  await billing.control("POST", `subscriptions/${await subscriptionId(id)}/card`, { card: "4000000000000341" });
  await billing.advance("P2M");
  expect((await state(id)).status).toBe("canceled");
  expect((await wallet(id))?.plan).toBe("free");
  await subscribeTo(billing, id);
  expect(await wallet(id)).toMatchObject({ plan: "plus", monthly: { remaining: 200 } });
});

test("D13: one subscription a user: two tabs get one page, and who subscribed is sent to the portal, webhooks or not", async () => {
  const { subscribe } = await import("@/lib/billing/subscribe.server");
  const { id } = await newUser();
  const now = new Date();
  const pages = await Promise.all([
    subscribe({ userId: id, returnTo: "/pricing", now }),
    subscribe({ userId: id, returnTo: "/settings", now }),
    subscribe({ userId: id, now }),
  ]);
  expect(new Set(pages).size).toBe(1);
  await billing.deliver(true);
  await billing.pay(pages[0]);
  const refusal = await refusalOf(subscribe({ userId: id, now }));
  await billing.deliver(false);
  expect(refusal.code).toBe("conflict");
  expect(refusal.details["portalUrl"]).toContain(billing.url);
});

test("a second subscription, made in Stripe's dashboard, is stored, paid months grant, and the operator is told", async () => {
  const { default: Stripe } = await import("stripe");
  const { id } = await newUser();
  await subscribeTo(billing, id);
  const { hostname, port } = new URL(billing.url);
  const stripe = new Stripe("sk_test_of_tests_0123456789", { host: hostname, port, protocol: "http" });
  const [customer] = await rows<{ id: string }>(
    "SELECT stripe_customer_id AS id FROM stripe_customers WHERE user_id = $1",
    [id],
  );
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer?.id ?? "",
    line_items: [{ price: PLUS_PRICE, quantity: 1 }],
    success_url: "http://localhost/",
  });
  await billing.pay(session.id);
  await billing.delivered();
  expect(await rows("SELECT is_extra FROM subscriptions WHERE user_id = $1 ORDER BY is_extra", [id])).toEqual([
    { is_extra: false },
    { is_extra: true },
  ]);
  expect(await granted(id)).toBe(2);
  expect(await rows("SELECT 1 FROM alerts WHERE kind = 'second_subscription' AND subject = $1", [id])).toHaveLength(1);
});

test("somebody else's subscription cannot be changed, and there is none to change for whoever has none", async () => {
  const { id } = await newUser();
  expect((await refusalOf(change(id, true))).code).toBe("not_found");
  expect(await state(id)).toEqual({
    status: "none",
    currentPeriodEnd: null,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    hasBegun: false,
  });
});

test("a customer that Stripe does not know any more is made anew", async () => {
  const { id } = await newUser();
  await buyPack(billing, id, "small");
  await rows("UPDATE stripe_customers SET stripe_customer_id = 'cus_of_another_account' WHERE user_id = $1", [id]);
  await buyPack(billing, id, "small");
  expect((await wallet(id))?.purchased).toBe(200);
});

test("canceling is done at Stripe also where a late webhook makes it look done already; a day set by the portal is lifted", async () => {
  const { default: Stripe } = await import("stripe");
  const { hostname, port } = new URL(billing.url);
  const stripe = new Stripe("sk_test_of_tests_0123456789", { host: hostname, port, protocol: "http" });
  const { id } = await newUser();
  await subscribeTo(billing, id);
  const subscription = await subscriptionId(id);
  await change(id, true);
  await billing.deliver(true);
  await stripe.subscriptions.update(subscription, { cancel_at_period_end: false });
  await billing.deliver(false);
  expect((await change(id, true)).cancelAtPeriodEnd).toBe(true);
  expect((await stripe.subscriptions.retrieve(subscription)).cancel_at_period_end).toBe(true);
  await change(id, false);
  const { items } = await stripe.subscriptions.retrieve(subscription);
  await stripe.subscriptions.update(subscription, { cancel_at: items.data[0]?.current_period_end ?? 0 });
  expect((await change(id, false)).cancelAtPeriodEnd).toBe(false);
  expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).toBeNull();
});

test("the page that waits for PRPM+ is told of it, with its credits, when the webhooks stay out", async () => {
  const { subscribe } = await import("@/lib/billing/subscribe.server");
  const { followSubscription } = await import("@/lib/billing/follow-subscription.server");
  const { id } = await newUser();
  await billing.deliver(true);
  const url = await subscribe({ userId: id, now: new Date() });
  await billing.pay(url);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  expect((await followSubscription(id, at(-12))).status).toBe("none");
  expect((await followSubscription(id, at(-7))).status).toBe("none");
  expect(await followSubscription(id, at(0))).toMatchObject({ status: "active", hasBegun: true });
  await billing.deliver(false);
  expect(await wallet(id)).toMatchObject({ plan: "plus", monthly: { remaining: 200 } });
});
