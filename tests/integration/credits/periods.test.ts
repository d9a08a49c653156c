import { afterAll, beforeAll, expect, test } from "vitest";
import { periodStart } from "@/lib/credits/period";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase, type Stored } from "@/tests/support/ledger-database";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

const DAY = 86_400_000;
const ANCHOR = Date.parse("2027-01-31T14:05:00.123Z");

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: LedgerDatabase;

beforeAll(async () => {
  product = await startProduct();
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await ledger.end();
  await product.stop();
});

const month = (k: number, anchor = ANCHOR): number => periodStart(new Date(anchor), k).getTime();

/** Someone who belongs to a verified organisation from the anchor on. */
async function member(anchor = ANCHOR): Promise<{ user: string; organization: string }> {
  const user = await ledger.signUp(anchor);
  const organization = await ledger.makeOrganization(anchor, true);
  await ledger.join(anchor, user, organization);
  await ledger.apply(anchor, user);
  return { user, organization };
}

async function spend(now: number, user: string, amount: number): Promise<void> {
  const runId = newId();
  expect((await ledger.startRuns(now, user, [{ runId, amount }], now + DAY)).outcome).toBe("started");
  expect((await ledger.settle(now + 1, runId, amount)).charged).toBe(amount);
}

/** All columns but ids, what is made of them, and the time of writing; a lot's id inside a text becomes the fact it stands for. */
async function comparable(user: string): Promise<unknown> {
  const { lots, entries } = await ledger.stored(user);
  let text = JSON.stringify({
    lots: lots.map(without("id")),
    entries: entries.map(without("id", "created_at", "hash")),
  });
  for (let round = 0; round < 2; round += 1) {
    for (const lot of lots) text = text.replaceAll(lot.id, lot.source_ref);
  }
  return JSON.parse(text.replaceAll(user, "user"));
}
const without =
  (...names: string[]) =>
  (row: object): object =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

const moves = (stored: Stored) => stored.entries.map((entry) => [entry.type, entry.amount]);

test("a clock walked through 26 months from 31 January, daily and in one jump, leaves identical ledgers", async () => {
  const daily = await member();
  const jump = await member();
  const end = month(26);
  for (let now = ANCHOR; now < end; now += DAY) await ledger.summary(now, daily.user);
  await ledger.summary(end, daily.user);
  await ledger.apply(end, jump.user);
  expect(await comparable(jump.user)).toEqual(await comparable(daily.user));

  const { lots } = await ledger.stored(daily.user);
  const months = lots.filter((lot) => lot.kind === "monthly").map((lot) => lot.expires_at?.slice(0, 10));
  expect(months.length).toBe(27);
  expect(months.slice(0, 3)).toEqual(["2027-02-28", "2027-03-31", "2027-04-30"]);
  expect(months.slice(10, 14)).toEqual(["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]);
  const rollovers = lots.filter((lot) => lot.kind === "rollover").map((lot) => lot.expires_at?.slice(0, 10));
  expect(rollovers.slice(0, 2)).toEqual(["2027-03-31", "2027-04-30"]);
});

test("an anchor of 29 February has its months on the 28th or 29th of February and the 29th elsewhere", async () => {
  const anchor = Date.parse("2028-02-29T23:30:00Z");
  const { user } = await member(anchor);
  await ledger.apply(month(13, anchor), user);
  const ends = (await ledger.stored(user)).lots
    .filter((lot) => lot.kind === "monthly")
    .map((lot) => lot.expires_at?.slice(0, 16));
  expect(ends[0]).toBe("2028-03-29T23:30");
  expect(ends[11]).toBe("2029-02-28T23:30");
  expect(ends[12]).toBe("2029-03-29T23:30");
});

test("the scratch list: 150 of 200 unused roll over, are drawn after the next month, and are gone after it", async () => {
  const { user } = await member();
  await spend(ANCHOR + DAY, user, 50);
  const second = await ledger.summary<object>(month(1), user);
  expect(second).toMatchObject({ breakdown: { monthly: 200, rollover: 150 }, rollover: { amount: 150 } });

  await spend(month(1) + DAY, user, 230);
  const spent = (await ledger.stored(user)).entries.at(-1);
  expect(spent?.lots.map((lot) => [lot.kind, lot.amount])).toEqual([
    ["monthly", -200],
    ["rollover", -30],
  ]);

  const third = await ledger.summary<object>(month(2), user);
  expect(third).toMatchObject({ breakdown: { monthly: 200, rollover: 0 } });
  const expired = await rows<{ type: string; amount: number; description: string }>(
    "SELECT type, amount, description FROM playground_credit_transactions WHERE user_id = $1 AND type = 'expire'",
    [user],
  );
  expect(expired).toEqual([
    { type: "expire", amount: -120, description: "Credits carried over from the month before" },
  ]);
});

test("D2: a renewal carries what is unused up to 200 and leaves purchased and trial credits alone", async () => {
  const { user } = await member();
  await ledger.purchase(ANCHOR, user, newId(), 70);
  const after = await ledger.summary<object>(month(1), user);
  expect(after).toMatchObject({
    balance: 475,
    breakdown: { monthly: 200, rollover: 200, trial: 5, purchased: 70 },
  });
  // At most one month is carried: the third month does not see the first.
  expect(await ledger.summary<object>(month(2), user)).toMatchObject({ breakdown: { monthly: 200, rollover: 200 } });
  expect(moves(await ledger.stored(user)).filter(([type]) => type === "expire")).toEqual([["expire", -200]]);
});

test("D3: a subscription that begins, changes, ends and begins again grants nothing; only a paid invoice does", async () => {
  const user = await ledger.signUp(ANCHOR);
  for (let round = 1; round <= 3; round += 1) {
    await ledger.subscribe(ANCHOR + round * DAY, user);
    await rows("UPDATE subscriptions SET status = 'past_due' WHERE user_id = $1 AND ended_at IS NULL", [user]);
    await rows("UPDATE subscriptions SET status = 'active' WHERE user_id = $1 AND ended_at IS NULL", [user]);
    await ledger.summary(ANCHOR + round * DAY + 1, user);
    await ledger.unsubscribe(ANCHOR + round * DAY + 2, user);
    await ledger.summary(ANCHOR + round * DAY + 3, user);
  }
  expect(moves(await ledger.stored(user))).toEqual([["trial", 5]]);
});

test("D4: an invoice grants once, however often it is told", async () => {
  const user = await ledger.signUp(ANCHOR);
  const told = () => ledger.invoice(ANCHOR + DAY, user, "in_once", ANCHOR, month(1));
  expect([await told(), await told(), await told()]).toEqual([true, false, false]);
  expect(await ledger.invoice(month(3), user, "in_once", ANCHOR, month(1))).toBe(false);
  expect((await ledger.stored(user)).lots.filter((lot) => lot.kind === "monthly").length).toBe(1);
});

test("an invoice told after the next one does not end the newer month", async () => {
  const user = await ledger.signUp(ANCHOR);
  await ledger.invoice(month(1), user, "in_newer", month(1), month(2));
  await ledger.invoice(month(1) + DAY, user, "in_older", ANCHOR, month(1));
  expect(await ledger.summary<object>(month(1) + 2 * DAY, user)).toMatchObject({
    breakdown: { monthly: 200, rollover: 200 },
  });
  expect(await ledger.invoice(month(1) + 3 * DAY, user, "in_older", ANCHOR, month(1))).toBe(false);
  expect(await ledger.summary<object>(month(2), user)).toMatchObject({ breakdown: { monthly: 0, rollover: 200 } });
});

test("a person with PRPM+ and a verified organisation has one grant of 200, not two", async () => {
  const { user } = await member();
  await ledger.subscribe(ANCHOR + 5 * DAY, user);
  await ledger.invoice(ANCHOR + 5 * DAY, user, newId(), ANCHOR + 5 * DAY, month(1, ANCHOR + 5 * DAY));
  const summary = await ledger.summary<object>(ANCHOR + 6 * DAY, user);
  expect(summary).toMatchObject({ plan: "plus", breakdown: { monthly: 200, rollover: 200 } });
  const later = await ledger.summary<object>(month(1) + DAY, user);
  expect(later).toMatchObject({ breakdown: { monthly: 200, rollover: 200 } });
});

test("a month of PRPM+ that is over is not followed by the organisation's month for the same time", async () => {
  const user = await ledger.signUp(ANCHOR);
  const organization = await ledger.makeOrganization(ANCHOR, true);
  await ledger.subscribe(ANCHOR, user);
  await ledger.invoice(ANCHOR, user, newId(), ANCHOR, month(1));
  await ledger.unsubscribe(ANCHOR + DAY, user);
  await ledger.join(ANCHOR + 2 * DAY, user, organization);
  await spend(ANCHOR + 3 * DAY, user, 200);
  await ledger.leave(ANCHOR + 4 * DAY, user, organization);
  await ledger.summary(month(1), user);
  await ledger.join(month(1) + DAY, user, organization);
  expect(await ledger.summary<object>(month(1) + DAY, user)).toMatchObject({
    breakdown: { monthly: 200, rollover: 0 },
  });
  expect(moves(await ledger.stored(user))).toEqual([
    ["trial", 5],
    ["monthly", 200],
    ["spend", -200],
    ["monthly", 200],
  ]);
});

test("when PRPM+ ends after its last month, the grants of the organisation go on at once", async () => {
  const { user } = await member();
  await ledger.subscribe(ANCHOR + DAY, user);
  await ledger.invoice(ANCHOR + DAY, user, newId(), ANCHOR + DAY, month(1, ANCHOR + DAY));
  await spend(ANCHOR + 2 * DAY, user, 400);
  const unpaid = month(1) + 10 * DAY;
  expect(await ledger.summary<object>(unpaid, user)).toMatchObject({ breakdown: { monthly: 0 } });
  await ledger.unsubscribe(unpaid + 1, user);
  expect(await ledger.summary<object>(unpaid + 2, user)).toMatchObject({
    plan: "organization",
    breakdown: { monthly: 200 },
  });
});

test("who leaves, or whose organisation is no longer verified, keeps the month and gets no further one", async () => {
  const left = await member();
  const unverified = await member();
  await ledger.leave(ANCHOR + DAY, left.user, left.organization);
  await ledger.verify(ANCHOR + DAY, unverified.organization, false);
  for (const { user } of [left, unverified]) {
    expect(await ledger.summary<object>(ANCHOR + 2 * DAY, user)).toMatchObject({
      plan: "free",
      breakdown: { monthly: 200 },
      monthly: { renewing: false },
    });
    expect(await ledger.summary<object>(month(1), user)).toMatchObject({ breakdown: { monthly: 0, rollover: 200 } });
    expect(await ledger.summary<object>(month(2), user)).toMatchObject({ balance: 5 });
  }
});

test("leaving and joining again in one month grants nothing more", async () => {
  const { user, organization } = await member();
  for (let day = 1; day < 6; day += 1) {
    await ledger.leave(ANCHOR + day * DAY, user, organization);
    await ledger.join(ANCHOR + day * DAY + 1, user, organization);
    await ledger.summary(ANCHOR + day * DAY + 2, user);
  }
  expect(moves(await ledger.stored(user))).toEqual([
    ["trial", 5],
    ["monthly", 200],
  ]);
});

test("a hold across the reset keeps its credits for the run, and what comes back is not revived", async () => {
  const { user } = await member();
  const [used, failed] = [newId(), newId()];
  await ledger.startRuns(month(1) - 1_000, user, [{ runId: used, amount: 30 }], month(2));
  await ledger.startRuns(month(1) - 1_000, user, [{ runId: failed, amount: 20 }], month(2));
  expect(await ledger.summary<object>(month(1), user)).toMatchObject({
    balance: 405,
    held: 50,
    breakdown: { monthly: 250, rollover: 150 },
  });
  expect((await ledger.settle(month(1) + 1, used, 25)).charged).toBe(25);
  expect((await ledger.settle(month(1) + 2, failed, 0)).charged).toBe(0);
  const stored = await ledger.stored(user);
  expect(stored.wallet).toMatchObject({ balance: 355, held: 0, monthly: 200, rollover: 150 });
  expect(moves(stored).slice(-3)).toEqual([
    ["spend", -25],
    ["expire", -5],
    ["expire", -20],
  ]);
});

test("two workers bringing the same wallets up to date at once grant each month once", async () => {
  const people = await Promise.all(Array.from({ length: 30 }, () => member()));
  const workers = await Promise.all([0, 1, 2, 3].map(() => connectLedger(process.env["DATABASE_URL"] ?? "")));
  const now = month(4);
  await Promise.all([
    ...workers.slice(0, 2).map(async (worker) => {
      while ((await worker.applyAll(now, 7)) > 0);
    }),
    ...workers.slice(2).map(async (worker) => {
      for (const { user } of people) await worker.summary(now, user);
    }),
  ]);
  await Promise.all(workers.map((worker) => worker.end()));
  const [first, ...others] = await Promise.all(people.map(({ user }) => comparable(user)));
  for (const other of others) expect(other).toEqual(first);
  expect((await ledger.stored(people[0]?.user ?? "")).lots.filter((lot) => lot.kind === "monthly").length).toBe(5);
});

test("bringing wallets up to date takes no more than it was asked to and leaves out those in use", async () => {
  const people = await Promise.all([0, 1, 2].map(() => member()));
  const busy = await connectLedger(process.env["DATABASE_URL"] ?? "");
  await busy.run("BEGIN");
  await busy.run("SELECT 1 FROM playground_credits WHERE user_id = $1 FOR UPDATE", [people[0]?.user]);
  await ledger.run("SET lock_timeout = '2s'");
  expect(await ledger.applyAll(month(1), 1)).toBe(1);
  while ((await ledger.applyAll(month(1), 1_000)) > 0);
  await busy.run("ROLLBACK");
  await busy.end();
  const due = await rows("SELECT user_id FROM playground_credits WHERE due_at <= $1", [new Date(month(1))]);
  expect(due).toEqual([{ user_id: people[0]?.user }]);
  expect(await ledger.applyAll(month(1))).toBe(1);
});
