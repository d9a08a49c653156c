import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packSession, startTestStripe, type TestStripe, WEBHOOK_SECRET } from "./test-client";

let standIn: TestStripe;

beforeEach(async () => {
  standIn = await startTestStripe();
});
afterEach(() => standIn.close());

async function paySession(): Promise<string> {
  const { id } = await packSession(standIn.stripe);
  await standIn.local("POST", `checkout/${id}/pay`, { card: "4242424242424242" });
  return id;
}

/** What is told of a session with a price of its own that is made and paid. */
const PAID = [
  "product.created",
  "price.created",
  "payment_intent.created",
  "charge.succeeded",
  "payment_intent.succeeded",
  "checkout.session.completed",
];

test("a paid session is told in order, signed with the secret and the real time", async () => {
  await standIn.advance("P3M");
  const id = await paySession();
  const types = await standIn.delivered();
  expect(types).toEqual(PAID);
  const last = standIn.receiver.received.at(-1);
  const event = standIn.stripe.webhooks.constructEvent(last?.body ?? "", last?.signature ?? "", WEBHOOK_SECRET);
  expect(event).toMatchObject({ type: "checkout.session.completed", pending_webhooks: 1, data: { object: { id } } });
  expect(event.created - Date.now() / 1_000).toBeGreaterThan(80 * 86_400);
  const signedAt = Number(/t=(\d+)/.exec(last?.signature ?? "")?.[1]);
  expect(Math.abs(signedAt - Date.now() / 1_000)).toBeLessThan(100);
});

test("an event names the request that caused it", async () => {
  await standIn.stripe.customers.create({}, { idempotencyKey: "cus:1" });
  await standIn.delivered();
  const { event } = standIn.receiver.received[0] ?? {};
  expect(event?.request).toMatchObject({ id: expect.stringMatching(/^req_/), idempotency_key: "cus:1" });
});

test("an event is sent again until it is taken, and does not hold up the others", async () => {
  standIn.receiver.answerWith((event, earlier) => (event.type === "charge.succeeded" && earlier < 3 ? 500 : 200));
  await paySession();
  const types = await standIn.delivered();
  expect(types.filter((type) => type === "charge.succeeded")).toHaveLength(4);
  expect(types.indexOf("checkout.session.completed")).toBeLessThan(types.lastIndexOf("charge.succeeded"));
  expect((await standIn.stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test("events that were not taken are listed as such until they are sent again", async () => {
  standIn.receiver.answerWith(() => 500);
  await standIn.local("POST", "delivery", { retry: false });
  await standIn.stripe.customers.create();
  await standIn.delivered();
  const [failed] = (await standIn.stripe.events.list({ delivery_success: false })).data;
  expect(failed).toMatchObject({ type: "customer.created", pending_webhooks: 1 });
  standIn.receiver.answerWith(() => 200);
  const { json } = await standIn.local("POST", `events/${failed?.id}/send`, {});
  expect(json).toMatchObject({ id: failed?.id, attempts: [{ status: 200, answer: "noted" }] });
  expect((await standIn.stripe.events.list({ delivery_success: false })).data).toEqual([]);
});

test("webhooks go out several times, in any order, late or not at all, as was set", async () => {
  expect((await standIn.local("POST", "delivery", { duplicate: 3 })).json).toMatchObject({ duplicate: 3, drop: false });
  await paySession();
  const tripled = await standIn.delivered();
  expect(tripled).toHaveLength(3 * PAID.length);

  await standIn.local("POST", "delivery", { duplicate: 1, shuffle: true });
  standIn.receiver.received.length = 0;
  for (let count = 0; count < 5; count += 1) await paySession();
  const shuffled = await standIn.delivered();
  expect(shuffled).toHaveLength(5 * PAID.length);
  expect(shuffled).not.toEqual(Array(5).fill(PAID).flat());

  await standIn.local("POST", "delivery", { shuffle: false, delayMs: 300 });
  standIn.receiver.received.length = 0;
  const askedAt = performance.now();
  await standIn.stripe.customers.create();
  await standIn.delivered();
  expect(performance.now() - askedAt).toBeGreaterThan(290);

  await standIn.local("POST", "delivery", { delayMs: 0, drop: true });
  standIn.receiver.received.length = 0;
  await paySession();
  expect(await standIn.delivered()).toEqual([]);
  const dropped = (await standIn.stripe.events.list({ delivery_success: false })).data.map(({ type }) => type);
  expect(dropped).toEqual(PAID.toReversed());
});

test("a delivery setting that is out of bounds or unknown is refused", async () => {
  for (const body of [{ duplicate: 6 }, { duplicate: 0 }, { speed: 1 }, { drop: "yes" }]) {
    expect((await standIn.local("POST", "delivery", body)).status).toBe(400);
  }
});

test("every delivery is listed with what the endpoint answered", async () => {
  await standIn.stripe.customers.create();
  await standIn.delivered();
  const { json } = await standIn.local("GET", "events");
  const last = json.at(-1);
  expect(last).toMatchObject({
    type: "customer.created",
    deliveries: [{ state: "delivered", attempts: [{ status: 200 }] }],
  });
  expect((await standIn.local("GET", `events?after=${last.id}`)).json).toEqual([]);
});

test("what was on its way when the server ended goes out when it is back, and nothing else is lost", async () => {
  const folder = mkdtempSync(join(tmpdir(), "prpm-unit-stripe-"));
  const stateFile = join(folder, "state.json");
  const first = await startTestStripe({ stateFile, retryMs: 60_000 });
  first.receiver.answerWith(() => 500);
  const { id } = await packSession(first.stripe);
  await first.local("POST", `checkout/${id}/pay`, {});
  await first.advance("P1D");
  await first.close();

  const second = await startTestStripe({ stateFile });
  expect(await second.delivered()).toEqual(PAID);
  const session = await second.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
  expect(session).toMatchObject({ payment_status: "paid", payment_intent: { status: "succeeded" } });
  const { json } = await second.local("GET", "clock");
  expect(json.now - Date.now() / 1_000).toBeGreaterThan(86_000);
  await second.close();
  rmSync(folder, { recursive: true });
});
