import { afterEach, beforeEach, expect, test } from "vitest";
import { packSession, startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;

beforeEach(async () => {
  standIn = await startTestStripe();
});
afterEach(() => standIn.close());

type Fields = Record<string, string>;

const CARD: Fields = { email: "buyer@example.com", card_number: "4242 4242 4242 4242", expiry: "12/34", cvc: "123" };

/** Sends a form as a browser does, and tells where it leads or what it shows. */
async function submit(url: string, fields: Fields) {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

async function openSession(): Promise<{ id: string; url: string }> {
  const { id, url } = await packSession(standIn.stripe);
  return { id, url: url ?? "" };
}

const retrieve = (id: string) => standIn.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });

test("the hosted page names what is bought, takes a card and leads back to the shop with the session's id", async () => {
  const { id, url } = await openSession();
  expect(url.startsWith(standIn.url)).toBe(true);
  const page = await (await fetch(url)).text();
  expect(page).toMatch(/100 credits[\s\S]*\$5\.00/);
  expect(page).toContain("Local stand-in for Stripe: no real money");
  const { status, location } = await submit(url, CARD);
  expect([status, location]).toEqual([303, `http://127.0.0.1:9/done?session_id=${id}`]);
  expect(await retrieve(id)).toMatchObject({
    payment_status: "paid",
    customer_details: { email: "buyer@example.com" },
  });
  const again = await submit(url, CARD);
  expect(again.location).toBe(url);
  expect((await (await fetch(url)).text()).toLowerCase()).toContain("has been paid");
});

test("a declined card is told on the page, which keeps what was typed, and another card may be tried", async () => {
  const { id, url } = await openSession();
  const declined = await submit(url, { ...CARD, card_number: "4000000000009995" });
  expect(declined.status).toBe(402);
  expect(declined.text).toContain("Your card has insufficient funds.");
  for (const typed of ["4000000000009995", CARD["email"], CARD["expiry"], CARD["cvc"]]) {
    expect(declined.text).toContain(`value="${typed}"`);
  }
  expect(await retrieve(id)).toMatchObject({
    status: "open",
    payment_status: "unpaid",
    payment_intent: { status: "requires_payment_method" },
  });
  expect((await submit(url, CARD)).status).toBe(303);
  const events = (await standIn.delivered()).filter((type) => /^(payment_intent|checkout)/.test(type));
  expect(events).toEqual([
    "payment_intent.created",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "checkout.session.completed",
  ]);
});

test("a card that asks for authentication leads to a challenge, which may be failed and then completed", async () => {
  const { id, url } = await openSession();
  const card = { ...CARD, card_number: "4000 0027 6000 3184" };
  const challenge = (await submit(url, card)).location ?? "";
  expect(challenge).toContain("/3ds/");
  const failed = (await submit(challenge, { outcome: "fail" })).location ?? "";
  expect(failed).toBe(`${url}?failed`);
  expect(await (await fetch(failed)).text()).toContain("could not confirm that it is you");
  const next = (await submit(url, card)).location ?? "";
  expect((await submit(next, { outcome: "complete" })).location).toContain(`session_id=${id}`);
  expect(await retrieve(id)).toMatchObject({ status: "complete" });
});

test("only test cards are taken, with a date to come", async () => {
  const { url } = await openSession();
  const wrong: Fields[] = [
    { card_number: "4111111111111111" },
    { card_number: "4242424242424241" },
    { expiry: "12/20" },
    { expiry: "13/34" },
    { cvc: "1" },
  ];
  const shown = [];
  for (const fields of wrong) shown.push((await submit(url, { ...CARD, ...fields })).text);
  expect(shown.map((text) => /role="alert" id="error">([^<]*)/.exec(text)?.[1])).toEqual([
    "Your card was declined. Only test cards work here; never enter a real one.",
    "Your card number is incorrect.",
    "Your card&#39;s expiration year is invalid.",
    "Your card&#39;s expiration month is invalid.",
    "Your card&#39;s security code is invalid.",
  ]);
});

test("what a shop names its wares cannot break out of the page", async () => {
  const product_data = { name: "<script>alert(1)</script>" };
  const price_data = { currency: "usd", unit_amount: 500, product_data };
  const { url } = await packSession(standIn.stripe, { line_items: [{ price_data, quantity: 1 }] });
  expect(await (await fetch(url ?? "")).text()).not.toContain("<script>alert");
});

test("a form that another site sends is refused", async () => {
  const { url } = await openSession();
  const headers = { origin: "https://evil.example" };
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(CARD), headers });
  expect(response.status).toBe(403);
});

test("a session that nobody pays expires at its time and takes no money any more", async () => {
  const { id, url } = await openSession();
  await standIn.advance("PT23H59M");
  expect(await retrieve(id)).toMatchObject({ status: "open" });
  await standIn.advance("PT2M");
  expect(await retrieve(id)).toMatchObject({ status: "expired", url: null });
  expect(await standIn.delivered()).toEqual(["product.created", "price.created", "checkout.session.expired"]);
  expect((await fetch(url)).status).toBe(410);
  const { status, json } = await standIn.local("POST", `checkout/${id}/pay`, {});
  expect([status, json.error.type]).toEqual([400, "invalid_request_error"]);
});

test("a session ends when its caller, who knows the real time only, said so: as far ahead as the clock is", async () => {
  await standIn.advance("P2M");
  const session = await packSession(standIn.stripe, { expires_at: Math.floor(Date.now() / 1_000) + 3_600 });
  expect(session.expires_at - session.created).toBeGreaterThan(3_590);
  expect(session.expires_at - session.created).toBeLessThan(3_610);
});

test.each([
  ["4000000000000002", "card_declined", "generic_decline"],
  ["4000000000000341", "card_declined", "generic_decline"],
  ["4000008260003178", "card_declined", "insufficient_funds"],
  ["4000008400001629", "card_declined", "generic_decline"],
])("paid without a browser, card %s is declined with 402, and the session stays open", async (card, code, decline) => {
  const { id } = await openSession();
  const { status, json } = await standIn.local("POST", `checkout/${id}/pay`, { card });
  expect([status, json.error.code, json.error.decline_code]).toEqual([402, code, decline]);
  expect(await retrieve(id)).toMatchObject({ status: "open", payment_status: "unpaid" });
});

test("paid without a browser, the holder of a card that asks for it is authenticated, or not when so told", async () => {
  const { id } = await openSession();
  const card = "4000002500003155";
  const failed = await standIn.local("POST", `checkout/${id}/pay`, { card, authenticate: false });
  expect(failed.json).toMatchObject({ status: "open" });
  expect((await standIn.local("POST", `checkout/${id}/pay`, { card })).json).toMatchObject({ payment_status: "paid" });
});

test("a payer without an account becomes a customer when the shop wants every payer to", async () => {
  const { id } = await packSession(standIn.stripe, { customer_creation: "always", customer_email: "new@example.com" });
  await standIn.local("POST", `checkout/${id}/pay`, {});
  const session = await standIn.stripe.checkout.sessions.retrieve(id, { expand: ["customer"] });
  expect(session.customer).toMatchObject({ object: "customer", email: "new@example.com" });
});

test("a payment that is confirmed without a browser is paid once", async () => {
  const { id } = await standIn.stripe.paymentIntents.create({ amount: 500, currency: "usd" });
  const confirm = () => standIn.local("POST", `payment_intents/${id}/confirm`, { card: "4242424242424242" });
  expect((await confirm()).json).toMatchObject({ id, status: "succeeded" });
  expect(await confirm()).toMatchObject({ status: 400, json: { error: { code: "payment_intent_unexpected_state" } } });
  expect((await standIn.stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
});
