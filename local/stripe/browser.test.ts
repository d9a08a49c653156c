import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;

beforeEach(async () => {
  standIn = await startTestStripe();
});
afterEach(() => standIn.close());

const KEY = "pk_test_anything";
const CARD = {
  "payment_method_data[type]": "card",
  "payment_method_data[card][number]": "4242424242424242",
  "payment_method_data[card][exp_month]": "12",
  "payment_method_data[card][exp_year]": "34",
  "payment_method_data[card][cvc]": "123",
};

/** Calls the API as a browser does: with a publishable key among the parameters and from another origin. */
async function call(path: string, fields: Record<string, string>) {
  const response = await fetch(`${standIn.url}${path}`, {
    method: "POST",
    headers: { origin: "http://localhost:3000" },
    body: new URLSearchParams({ key: KEY, ...fields }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

const createIntent = () => standIn.stripe.paymentIntents.create({ amount: 500, currency: "usd" });

test("Stripe.js is served under the paths it has at Stripe, and talks to where it came from", async () => {
  for (const path of ["/js/stripe.js", "/v3/", "/endive/stripe.js"]) {
    const response = await fetch(`${standIn.url}${path}`);
    expect(response.headers.get("content-type")).toContain("javascript");
    expect(await response.text()).toContain(`const STAND_IN = "${standIn.url}";`);
  }
});

test("a browser confirms a payment with its secret, from any page", async () => {
  const { id, client_secret } = await createIntent();
  const confirmed = await call(`/v1/payment_intents/${id}/confirm`, { client_secret: client_secret ?? "", ...CARD });
  expect(confirmed.headers.get("access-control-allow-origin")).toBe("*");
  expect(confirmed.json).toMatchObject({ id, status: "succeeded" });
});

test("without the payment's own secret a browser neither sees it nor pays it", async () => {
  const { id } = await createIntent();
  const { client_secret: other } = await createIntent();
  for (const client_secret of ["", `${id}_secret_guess`, other ?? ""]) {
    const { status } = await call(`/v1/payment_intents/${id}/confirm`, { client_secret, ...CARD });
    expect([400, 404]).toContain(status);
    const seen = await fetch(`${standIn.url}/v1/payment_intents/${id}?key=${KEY}&client_secret=${client_secret}`);
    expect([400, 404]).toContain(seen.status);
  }
  expect((await standIn.stripe.paymentIntents.retrieve(id)).status).toBe("requires_payment_method");
});

test("a publishable key does nothing that needs the secret one", async () => {
  const { status, json } = await call("/v1/refunds", { payment_intent: "pi_x" });
  expect([status, json.error.code]).toEqual([403, "secret_key_required"]);
  expect((await call("/v1/customers", {})).status).toBe(403);
});

test("a browser may ask with headers of its own", async () => {
  const response = await fetch(`${standIn.url}/v1/payment_intents/pi_x/confirm`, { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("access-control-allow-headers")).toContain("authorization");
});

test("a card that asks for authentication is asked for in the page itself, which hears of the end", async () => {
  const { id, client_secret } = await createIntent();
  const fields = {
    client_secret: client_secret ?? "",
    ...CARD,
    "payment_method_data[card][number]": "4000002760003184",
  };
  const { json } = await call(`/v1/payment_intents/${id}/confirm`, {
    ...fields,
    return_url: "http://localhost:3000/back",
  });
  const url = json.next_action.use_stripe_sdk.stripe_js;
  const shown = await fetch(url);
  expect(shown.headers.get("content-security-policy")).not.toContain("frame-ancestors");
  const done = await fetch(url, { method: "POST", body: new URLSearchParams({ outcome: "complete" }) });
  expect(await done.text()).toContain(`standInChallenge: "${id}"`);
  expect((await standIn.stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
});
