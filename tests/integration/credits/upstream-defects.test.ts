import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase } from "@/tests/support/ledger-database";
import { brokenInvariants, newUser, receiptOf, rows, startProduct, wallet } from "@/tests/support/product";

const START = Date.parse("2027-01-10T09:00:00Z");
const DAY = 86_400_000;
const QUICK = "[[standin tokens=30 rate=5000 ttft=1]]";

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: LedgerDatabase;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000" });
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await ledger.end();
  await product.stop();
});

test("D5: ending a plan, leaving an organisation and an operator's corrections work in any state of a wallet", async () => {
  const organization = await ledger.makeOrganization(START, true);
  for (const spent of [0, 5, 105, 205]) {
    const user = await ledger.signUp(START);
    await ledger.join(START, user, organization);
    await ledger.subscribe(START, user);
    await ledger.invoice(START, user, newId(), START, START + 31 * DAY);
    if (spent > 0) {
      const runId = newId();
      await ledger.startRuns(START + 1, user, [{ runId, amount: spent }], START + DAY);
      await ledger.settle(START + 2, runId, spent);
    }
    await ledger.unsubscribe(START + DAY, user);
    await ledger.leave(START + DAY, user, organization);
    expect((await ledger.stored(user)).wallet.balance).toBe(205 - spent);
    expect(await ledger.adjust(START + DAY + 1, user, 50, `d5:${newId()}`)).toBe(true);
    expect(await ledger.adjust(START + DAY + 2, user, -50, `d5:${newId()}`)).toBe(true);
    expect((await ledger.stored(user)).wallet.balance).toBe(205 - spent);
  }
});

test("D9: who bought credits runs until they are spent, whatever the runs before have cost us", async () => {
  const user = await newUser();
  await ledger.purchase(Date.now(), user.id, `stripe:pi:${newId()}:grant`, 100);
  await receiptOf(user, { userInput: `x ${QUICK}` });
  await rows("UPDATE playground_runs SET cost_micro_usd = 100000000 WHERE user_id = $1", [user.id]);
  expect(await receiptOf(user, { userInput: `y ${QUICK}` })).toMatchObject({ creditsSpent: 1, creditsRemaining: 103 });
});

test("D10: a run's cost is the provider's own figures at their own prices, cache columns too, and so is the day's", async () => {
  const { costNanoUsd, priceInForce, toMicroUsd } = await import("@/lib/models/cost");
  const { MODELS } = await import("@/lib/models/models");
  const user = await newUser();
  const customPrompt = "Answer in one short sentence. ".repeat(300);
  await receiptOf(user, { customPrompt, userInput: `x ${QUICK}`, maxCredits: 3 });
  const { runId } = await receiptOf(user, { customPrompt, userInput: `y ${QUICK}`, maxCredits: 2 });
  const [stored] = await rows<{ usage: Record<string, number>; cost: number }>(
    "SELECT usage, cost_micro_usd AS cost FROM playground_runs WHERE id = $1",
    [runId],
  );
  const price = priceInForce(MODELS.sonnet, new Date());
  if (price === null || stored === undefined) throw new Error("no price or no run");
  const { usage } = stored;
  expect(usage["cache_read_input_tokens"]).toBeGreaterThan(0);
  const billed = {
    inputTokens: usage["input_tokens"] ?? 0,
    outputTokens: usage["output_tokens"] ?? 0,
    cacheReadTokens: usage["cache_read_input_tokens"] ?? 0,
    cacheWriteTokens: usage["cache_creation_input_tokens"] ?? 0,
  };
  expect(stored.cost).toBe(toMicroUsd(costNanoUsd(price, billed)));
  const [day] = await rows(
    `SELECT u.cost = r.cost AS same FROM (SELECT sum(cost_micro_usd) AS cost FROM playground_usage WHERE user_id = $1) u,
      (SELECT sum(cost_micro_usd) AS cost FROM playground_runs WHERE user_id = $1) r`,
    [user.id],
  );
  expect(day).toEqual({ same: true });
});

test("D11: what expires is written with its amount, and the balance at any past movement is the sum up to it", async () => {
  const user = await ledger.signUp(START);
  await ledger.invoice(START, user, newId(), START, START + 31 * DAY);
  await ledger.apply(START + 200 * DAY, user);
  const { entries } = await ledger.stored(user);
  expect(entries.filter(({ type }) => type === "expire").map(({ amount }) => amount)).toEqual([-200]);
  let sum = 0;
  for (const { amount, balance_after } of entries) {
    sum += amount;
    expect(balance_after).toBe(sum);
  }
});

test("D13: a second subscription beside one that lasts is refused by the database", async () => {
  const user = await ledger.signUp(START);
  await ledger.subscribe(START, user);
  await expect(ledger.subscribe(START + 1, user)).rejects.toMatchObject({ code: "23505" });
  await ledger.unsubscribe(START + DAY, user);
  await ledger.subscribe(START + 2 * DAY, user);
});

test("a subscription that was never paid for gives no plan and keeps no organisation's month away", async () => {
  const user = await ledger.signUp(START);
  await ledger.join(START, user, await ledger.makeOrganization(START, true));
  await ledger.run("INSERT INTO subscriptions (id, user_id, status, started_at) VALUES ($1, $2, 'incomplete', $3)", [
    newId(),
    user,
    new Date(START),
  ]);
  expect(await ledger.summary<object>(START + 1, user)).toMatchObject({
    plan: "organization",
    monthly: { allocated: 200 },
  });
  await ledger.run("UPDATE subscriptions SET status = 'active' WHERE user_id = $1", [user]);
  expect(await ledger.summary<object>(START + 40 * DAY, user)).toMatchObject({
    plan: "plus",
    monthly: { allocated: 0 },
  });
  await expect(
    ledger.run("UPDATE subscriptions SET status = 'gifted' WHERE user_id = $1", [user]),
  ).rejects.toMatchObject({ code: "23514" });
});

test("a reset that races a purchase, an invoice and a run loses none of them", async () => {
  const organization = await ledger.makeOrganization(START, true);
  const others = await Promise.all([0, 1, 2].map(() => connectLedger(process.env["DATABASE_URL"] ?? "")));
  const [bank, reader, jobs] = others;
  for (let round = 0; round < 15; round += 1) {
    const user = await ledger.signUp(START);
    await ledger.join(START, user, organization);
    await ledger.apply(START, user);
    const end = START + 31 * DAY;
    const runId = newId();
    const [, , started] = await Promise.all([
      bank?.purchase(end, user, `stripe:pi:${newId()}:grant`, 100),
      jobs?.applyAll(end, 5),
      reader?.startRuns(end, user, [{ runId, amount: 7 }], end + DAY),
      ledger.invoice(end, user, newId(), end, end + 28 * DAY),
    ]);
    expect(started?.outcome).toBe("started");
    await ledger.settle(end + 1, runId, 7);
    const { wallet: held } = await ledger.stored(user);
    expect(held).toMatchObject({ purchased: 100, trial: 5, held: 0 });
    expect(held.monthly + held.rollover).toBe(393);
  }
  await Promise.all(others.map((other) => other.end()));
});

test("credits that have expired and were not swept yet cannot be spent", async () => {
  const user = await ledger.signUp(START);
  await ledger.invoice(START, user, newId(), START, START + 31 * DAY);
  const late = START + 62 * DAY; // the month became a rollover, the rollover ended, and nobody looked
  const outcome = await ledger.startRuns(late, user, [{ runId: newId(), amount: 6 }], late + DAY);
  expect(outcome).toMatchObject({ outcome: "insufficient_credits", available: 5 });
});

test("D32: what the wallet shows as used and left comes to what was allocated", async () => {
  const user = await newUser();
  const now = Date.now();
  await ledger.invoice(now, user.id, newId(), now - DAY, now + 29 * DAY);
  await receiptOf(user, { userInput: `x ${QUICK}` });
  const { monthly, available, breakdown } = await wallet(user.id);
  expect(monthly).toMatchObject({ allocated: 200, used: 1, remaining: 199 });
  expect(breakdown).toEqual({ monthly: 199, rollover: 0, trial: 5, purchased: 0 });
  expect(available).toBe(204);
});
