import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/local/ports";
import { type Answer, call, newPerson, type Person, startApi } from "@/tests/support/api";
import { startStripe } from "@/tests/support/stripe";

const PLAYGROUND = "/api/v1/playground";

let app: Awaited<ReturnType<typeof startApi>>;
let stripe: Awaited<ReturnType<typeof startStripe>>;

beforeAll(async () => {
  const port = await freePort();
  stripe = await startStripe({ productUrl: `http://127.0.0.1:${port}` });
  app = await startApi({ port, env: stripe.env });
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});

const ask = (person: Person, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  call(app, `${PLAYGROUND}/${path}`, { token: person.token, body, headers });

const act = (person: Person, path: string): Promise<Answer> =>
  call(app, `${PLAYGROUND}/${path}`, { token: person.token, method: "POST" });

async function pay(page: unknown): Promise<void> {
  await stripe.pay(page);
  await stripe.delivered();
}

test("the packs are the same for everyone who asks, with or without an account", async () => {
  const { status, body } = await call(app, `${PLAYGROUND}/credits/packages`);
  expect(status).toBe(200);
  expect(body["items"]).toEqual([
    { package: "small", credits: 100, amountCents: 500, currency: "usd", bonusPercent: 0, label: null },
    { package: "medium", credits: 250, amountCents: 1_000, currency: "usd", bonusPercent: 25, label: "Popular" },
    { package: "large", credits: 600, amountCents: 2_000, currency: "usd", bonusPercent: 50, label: "Best value" },
  ]);
});

test("a purchase names its price and its page, and is a receipt once it is paid", async () => {
  const person = await newPerson();
  const begun = await ask(person, "credits/purchase", { package: "medium", mode: "checkout" });
  expect(begun.status).toBe(200);
  expect(begun.body).toMatchObject({ package: "medium", credits: 250, amountCents: 1_000, currency: "usd" });
  await pay(begun.body["checkoutUrl"]);
  const { purchaseId } = begun.body as { purchaseId: string };
  const { body } = await ask(person, "credits/purchases");
  expect(body["items"]).toMatchObject([
    { id: purchaseId, kind: "pack", credits: 250, amountCents: 1_000, status: "paid" },
  ]);
  expect((await ask(person, `credits/purchases/${purchaseId}`)).body["receiptUrl"]).toContain("http");
  expect((await ask(person, "credits")).body).toMatchObject({ balance: 255, purchased: 250 });
  const stranger = await newPerson();
  expect((await ask(stranger, `credits/purchases/${purchaseId}`)).status).toBe(404);
  expect((await ask(stranger, "credits/purchases")).body).toEqual({ items: [], nextCursor: null });
});

test("an unknown pack is refused, and a price from the browser is not looked at", async () => {
  const person = await newPerson();
  expect((await ask(person, "credits/purchase", { package: "huge" })).status).toBe(422);
  expect((await ask(person, "credits/purchase", {})).status).toBe(422);
  const manipulated = await ask(person, "credits/purchase", { package: "small", amountCents: 1, credits: 9_999 });
  expect(manipulated.body).toMatchObject({ credits: 100, amountCents: 500 });
});

test("without a publishable key cards are not taken in the dialog", async () => {
  const answer = await ask(await newPerson(), "credits/purchase", { package: "small", mode: "elements" });
  expect([answer.status, answer.body["error"]]).toEqual([422, "invalid_input"]);
});

test("nobody buys, subscribes or reads receipts without an account", async () => {
  for (const path of ["credits/purchase", "subscribe", "subscription/cancel", "subscription/portal"]) {
    const { status } = await call(app, `${PLAYGROUND}/${path}`, { body: { package: "small" } });
    expect(status, path).toBe(401);
  }
  expect((await call(app, `${PLAYGROUND}/credits/purchases`)).status).toBe(401);
});

test("an address elsewhere to come back to is not followed", async () => {
  const person = await newPerson();
  const begun = await ask(person, "credits/purchase", { package: "small", returnTo: "https://evil.example/x" });
  const page = await fetch(String(begun.body["checkoutUrl"])).then((response) => response.text());
  expect(page).not.toContain("evil.example");
});

test("a success address that is opened again and again grants nothing", async () => {
  const person = await newPerson();
  const begun = await ask(person, "credits/purchase", { package: "small" });
  const { purchaseId } = begun.body as { purchaseId: string };
  for (let time = 0; time < 5; time += 1) {
    await call(app, `/playground?purchase=${purchaseId}`);
    expect((await ask(person, `credits/purchases/${purchaseId}`)).body["status"]).toBe("open");
  }
  expect((await ask(person, "credits")).body["purchased"]).toBe(0);
});

test("PRPM+: subscribe, be refused a second time, cancel, resume, visit the portal", async () => {
  const person = await newPerson();
  expect((await ask(person, "subscription")).body).toMatchObject({ status: "none", currentPeriodEnd: null });
  expect((await act(person, "subscription/cancel")).status).toBe(404);
  const { status, body } = await act(person, "subscribe");
  expect(status).toBe(200);
  await pay(body["checkoutUrl"]);
  expect((await ask(person, "credits")).body).toMatchObject({
    plan: "plus",
    monthly: { allocated: 200, remaining: 200 },
  });
  const again = await ask(person, "subscribe", {});
  expect([again.status, again.body["error"]]).toEqual([409, "conflict"]);
  expect(again.body["portalUrl"]).toContain(stripe.url);
  expect((await act(person, "subscription/cancel")).body).toMatchObject({ status: "active", cancelAtPeriodEnd: true });
  expect((await act(person, "subscription/resume")).body).toMatchObject({ status: "active", cancelAtPeriodEnd: false });
  expect((await act(person, "subscription/portal")).body["url"]).toContain(stripe.url);
  expect((await ask(person, "credits")).body).toMatchObject({ monthly: { allocated: 200 } });
});

test("eleven purchases in a minute are one too many", async () => {
  const person = await newPerson();
  const answers = await Promise.all(
    Array.from({ length: 11 }, () => ask(person, "credits/purchase", { package: "huge" })),
  );
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
});
