import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PLUS_PRICE } from "./prepare";
import { startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;
let stripe: Stripe;
let customer: string;
let subscription: string;

beforeEach(async () => {
  standIn = await startTestStripe();
  stripe = standIn.stripe;
  ({ id: customer } = await stripe.customers.create({ email: "sub@example.com" }));
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer,
    line_items: [{ price: PLUS_PRICE, quantity: 1 }],
    success_url: "http://127.0.0.1:9/done",
  });
  ({ subscription } = (await standIn.local("POST", `checkout/${session.id}/pay`, {})).json);
});
afterEach(() => standIn.close());

/** Opens the portal as a browser does that keeps the cookie. */
async function open(extra: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) {
  const { url } = await stripe.billingPortal.sessions.create({
    customer,
    return_url: "http://127.0.0.1:9/back",
    ...extra,
  });
  const first = await fetch(url);
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    url,
    first: { status: first.status, text: await first.text() },
    show: async (query = "") => (await fetch(`${url}${query}`, { headers: { cookie } })).text(),
    submit: (fields: Record<string, string>) =>
      fetch(url, { method: "POST", headers: { cookie }, body: new URLSearchParams(fields), redirect: "manual" }),
  };
}

test("the portal shows what runs, what it costs, the card, the invoices and the way back", async () => {
  const { first } = await open();
  expect(first.status).toBe(200);
  const link = /href="([^"]*\/i\/in_[^"]*)"/.exec(first.text)?.[1] ?? "";
  expect(await (await fetch(link)).text()).toContain("Version to print");
  for (const shown of ["PRPM+", "$20.00 per month", "Active", "Renews on", "visa ending in 4242", "Paid", "/back"]) {
    expect(first.text).toContain(shown);
  }
});

test("its address opens once; whoever was let in stays in", async () => {
  const { url, show } = await open();
  expect(await show()).toContain("PRPM+");
  const second = await fetch(url);
  expect(second.status).toBe(410);
  expect(await second.text()).toContain("used already");
  expect((await fetch(`${standIn.url}/p/session/test_nothing`)).status).toBe(410);
});

test("canceled in the portal a subscription ends with its period, as `cancel_at` alone, and can be resumed", async () => {
  const { show, submit } = await open();
  expect(await show(`?cancel=${subscription}`)).toContain("Confirm cancellation");
  expect((await submit({ action: "cancel", subscription })).status).toBe(303);
  const ending = await stripe.subscriptions.retrieve(subscription);
  expect(ending).toMatchObject({
    status: "active",
    cancel_at: ending.items.data[0]?.current_period_end,
    cancel_at_period_end: false,
  });
  expect(await show()).toContain("Ends on");
  await submit({ action: "resume", subscription });
  expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({ cancel_at: null });
  await submit({ action: "cancel", subscription });
  await standIn.advance("P1M");
  expect((await stripe.subscriptions.retrieve(subscription)).status).toBe("canceled");
  expect((await standIn.delivered()).filter((type) => type.startsWith("customer.subscription"))).toEqual([
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.updated",
    "customer.subscription.updated",
    "customer.subscription.updated",
    "customer.subscription.deleted",
  ]);
});

test("another card is kept and pays from then on; a wrong one is told", async () => {
  const { submit } = await open();
  const card = { action: "card", card_number: "5555 5555 5555 4444", expiry: "12/34", cvc: "123" };
  const wrong = await submit({ ...card, card_number: "5555 5555 5555 4445" });
  expect([wrong.status, await wrong.text()]).toEqual([402, expect.stringContaining("Your card number is incorrect.")]);
  expect((await submit(card)).status).toBe(303);
  await standIn.advance("P1M");
  const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
  expect(charge?.payment_method_details?.card?.brand).toBe("mastercard");
});

test("what the portal is not to offer it neither shows nor does, and nobody reaches another's subscription", async () => {
  const configuration = await stripe.billingPortal.configurations.create({
    features: { subscription_cancel: { enabled: false }, invoice_history: { enabled: false } },
    business_profile: { headline: "Your PRPM+" },
  });
  const plain = await open({ configuration: configuration.id });
  expect(plain.first.text).toContain("Your PRPM+");
  expect(plain.first.text).not.toMatch(/Cancel subscription|Update card|Invoices/);
  expect((await plain.submit({ action: "cancel", subscription })).status).toBe(403);

  const { id: stranger } = await stripe.customers.create();
  const other = await open({ customer: stranger });
  expect((await other.submit({ action: "cancel", subscription })).status).toBe(404);
  expect((await stripe.subscriptions.retrieve(subscription)).cancel_at).toBeNull();
});

test("a portal opened to cancel leads straight there, and back to the shop afterwards", async () => {
  const { first, submit } = await open({
    flow_data: {
      type: "subscription_cancel",
      subscription_cancel: { subscription },
      after_completion: { type: "redirect", redirect: { return_url: "http://127.0.0.1:9/canceled" } },
    },
  });
  expect(first.text).toContain("Cancel the subscription?");
  expect((await submit({ action: "cancel", subscription })).headers.get("location")).toBe(
    "http://127.0.0.1:9/canceled",
  );
});

test("an invoice has a page, and one to print", async () => {
  const [invoice] = (await stripe.invoices.list({ customer })).data;
  expect(invoice?.number).toMatch(/^[A-Z0-9]{8}-0001$/);
  for (const url of [invoice?.hosted_invoice_url, invoice?.invoice_pdf]) {
    const page = await (await fetch(url ?? "")).text();
    expect(page).toContain("$20.00");
    expect(page).toContain("sub@example.com");
  }
});

test("an endpoint that a script makes gets what it asked for, signed with its own secret; none outside this machine does", async () => {
  const [mine] = (await stripe.webhookEndpoints.list()).data;
  expect(mine).toMatchObject({ id: "we_local_app", url: standIn.receiver.url, enabled_events: ["*"] });
  const endpoint = await stripe.webhookEndpoints.create({
    url: `${standIn.receiver.url}/second`,
    enabled_events: ["customer.created"],
    api_version: "2026-10-28.endive",
  });
  await stripe.webhookEndpoints.create({ url: "https://playground.example.com/webhook", enabled_events: ["*"] });
  await standIn.delivered();
  standIn.receiver.received.length = 0;
  await stripe.customers.create();
  await stripe.products.create({ name: "x" });
  expect((await standIn.delivered()).sort()).toEqual(["customer.created", "customer.created", "product.created"]);
  const secrets = standIn.receiver.received.map(({ body, signature }) => {
    try {
      return stripe.webhooks.constructEvent(body, signature, endpoint.secret ?? "").type;
    } catch {
      return "signed otherwise";
    }
  });
  expect(secrets.sort()).toEqual(["customer.created", "signed otherwise", "signed otherwise"]);
});
