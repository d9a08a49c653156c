import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestStripe, type TestStripe } from "./test-client";

let standIn: TestStripe;

beforeEach(async () => {
  standIn = await startTestStripe();
});
afterEach(() => standIn.close());

const fault = (body: object) => standIn.local("POST", "faults", body);
const create = (idempotencyKey: string) =>
  standIn.stripe.customers.create({ email: "a@example.com" }, { idempotencyKey });
const failure = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error as Error & { statusCode?: number },
  );
const countCustomers = async () => (await standIn.stripe.customers.list()).data.length;

test("the local routes want JSON and no foreign page", async () => {
  const url = `${standIn.url}/_local/delivery`;
  const json = { "content-type": "application/json" };
  const call = async (init: RequestInit) => (await fetch(url, { method: "POST", body: "{}", ...init })).status;
  expect(await call({})).toBe(415);
  expect(await call({ headers: { ...json, origin: "https://evil.example" } })).toBe(403);
  expect(await call({ headers: { ...json, origin: standIn.url } })).toBe(200);
  expect((await fetch(url, { headers: { origin: "null" } })).status).toBe(403);
});

test("an unknown address of the API answers an error that the SDK throws", async () => {
  const error = await failure(standIn.stripe.payouts.list());
  expect(error).toMatchObject({ statusCode: 404, message: expect.stringContaining("GET: /v1/payouts") });
  expect((await standIn.local("GET", "nothing")).status).toBe(404);
});

test("another version of the API is refused instead of being answered in the wrong shapes", async () => {
  const error = await failure(standIn.stripe.customers.list({}, { apiVersion: "2020-08-27" }));
  expect(error).toMatchObject({ statusCode: 400, message: expect.stringContaining("2026-10-28.endive") });
});

test("a server error after the work is done is remembered under its key, so that the outcome stays unknown", async () => {
  await fault({ fault: "500" });
  expect(await failure(create("k"))).toMatchObject({ statusCode: 500 });
  expect(await failure(create("k"))).toMatchObject({ statusCode: 500, headers: { "idempotent-replayed": "true" } });
  expect(await countCustomers()).toBe(1);
});

test("a server error before the work is done leaves its key free", async () => {
  await fault({ fault: "500", when: "before" });
  expect(await failure(create("k"))).toMatchObject({ statusCode: 500 });
  expect(await countCustomers()).toBe(0);
  await create("k");
  expect(await countCustomers()).toBe(1);
});

test.each(["torn", "reset"])("an answer lost by %s is found again under its key", async (kind) => {
  // The SDK itself tries once more when a connection is closed on it.
  await fault({ fault: kind, times: kind === "reset" ? 2 : 1 });
  expect(await failure(create("k"))).toMatchObject({ type: "StripeConnectionError" });
  const customer = await create("k");
  expect(customer.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect(await countCustomers()).toBe(1);
});

test("a hanging answer runs into the client's timeout, and is found again under its key", async () => {
  await fault({ fault: "hang" });
  const hanging = standIn.stripe.customers.create({ email: "a@example.com" }, { idempotencyKey: "k", timeout: 1_000 });
  expect(await failure(hanging)).toMatchObject({ type: "StripeConnectionError" });
  expect((await create("k")).lastResponse.headers["idempotent-replayed"]).toBe("true");
});

test("a key whose request still goes on is refused with 409", async () => {
  await fault({ fault: "slow", ms: 1_500 });
  const first = create("k");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await failure(create("k"))).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
  await first;
  expect((await create("k")).lastResponse.headers["idempotent-replayed"]).toBe("true");
});

test("faults meet the requests they were ordered for, as often, and can be taken back", async () => {
  await fault({ fault: "429", path: "/v1/customers", method: "POST", times: 2 });
  expect(await countCustomers()).toBe(0);
  expect(await failure(create("a"))).toMatchObject({ type: "StripeRateLimitError" });
  expect((await standIn.local("GET", "faults")).json).toMatchObject([{ fault: "429", times: 1 }]);
  expect((await standIn.local("DELETE", "faults")).json).toEqual([]);
  await create("a");
});

test("idempotency keys are forgotten after a day of Stripe's time", async () => {
  const { id } = await create("k");
  await standIn.advance("PT23H");
  expect((await create("k")).id).toBe(id);
  await standIn.advance("PT2H");
  expect((await create("k")).id).not.toBe(id);
});

test("what was received is listed, without the digits of cards", async () => {
  await standIn.stripe.customers.create(
    { email: "a@example.com", metadata: { user: "1" } },
    { idempotencyKey: "cus:1" },
  );
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "987" };
  await standIn.stripe.paymentMethods.create({ type: "card", card });
  const { json } = await standIn.local("GET", "requests");
  expect(json).toMatchObject([
    {
      id: 1,
      method: "POST",
      path: "/v1/customers",
      idempotencyKey: "cus:1",
      params: { email: "a@example.com", metadata: { user: "1" } },
      status: 200,
      replayed: false,
    },
    { id: 2, path: "/v1/payment_methods" },
  ]);
  expect(JSON.stringify(json)).not.toMatch(/4242424242424242|987/);
  expect((await standIn.local("GET", "requests?after=2")).json).toEqual([]);
});

test("the clock goes forward by calendar, and objects are made at its time", async () => {
  const before = (await standIn.local("GET", "clock")).json.now;
  const { json } = await standIn.advance("P1Y2M3W4DT5H6M7S");
  expect(json.now - before).toBeGreaterThan(440 * 86_400);
  const { created } = await standIn.stripe.customers.create();
  expect(created).toBeGreaterThanOrEqual(json.now);
  for (const advance of ["1M", "P", "PT", "P-1M", "P1.5M"]) expect((await standIn.advance(advance)).status).toBe(400);
});
