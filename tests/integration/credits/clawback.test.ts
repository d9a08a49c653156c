import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { periodStart } from "@/lib/credits/period";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase, type Stored } from "@/tests/support/ledger-database";
import { brokenInvariants, startProduct } from "@/tests/support/product";
import { expectSound } from "@/tests/support/same-as-model";

const DAY = 86_400_000;
const START = Date.parse("2027-01-10T09:00:00Z");
const month = (k: number): number => periodStart(new Date(START), k).getTime();

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

/** A user without trial credits left, so that only what a test buys can be spent. */
async function buyer(): Promise<string> {
  const user = await ledger.signUp(START);
  await ledger.adjust(START, user, -5, newId());
  return user;
}

async function buy(now: number, user: string, amount: number): Promise<string> {
  const ref = `stripe:pi:${newId()}:grant`;
  expect(await ledger.purchase(now, user, ref, amount)).toBe(true);
  return ref;
}

async function spend(now: number, user: string, amount: number): Promise<void> {
  const runId = newId();
  expect((await ledger.startRuns(now, user, [{ runId, amount }], now + DAY)).outcome).toBe("started");
  expect((await ledger.settle(now, runId, amount)).charged).toBe(amount);
}

const left = ({ lots }: Stored, ref: string): number | undefined =>
  lots.find((lot) => lot.source_ref === ref)?.remaining;
const moves = (stored: Stored) => stored.entries.map((entry) => [entry.type, entry.amount]);

test("D1: a refund takes the refunded share of its own purchase and leaves the others alone", async () => {
  const user = await buyer();
  const [first, second] = [await buy(START + 1, user, 100), await buy(START + 2, user, 250)];
  expect(await ledger.clawback(START + 3, first, "refund", 40)).toEqual({ taken: 40, debt: 0 });
  const stored = await ledger.stored(user);
  expect([left(stored, first), left(stored, second)]).toEqual([60, 250]);
  expect(moves(stored).at(-1)).toEqual(["refund", -40]);
});

test("D1: a refund that is told again changes nothing", async () => {
  const user = await buyer();
  const ref = await buy(START, user, 100);
  await ledger.clawback(START + 1, ref, "refund", 100);
  const before = await ledger.stored(user);
  for (let again = 0; again < 3; again += 1) {
    expect(await ledger.clawback(START + 2 + again, ref, "refund", 100)).toEqual({ taken: 0, debt: 0 });
  }
  expect(await ledger.stored(user)).toEqual(before);
});

test("D1: what was spent already becomes debt, which stops runs and which the next purchase pays first", async () => {
  const user = await buyer();
  const ref = await buy(START, user, 100);
  await spend(START + 1, user, 70);
  expect(await ledger.clawback(START + 2, ref, "refund", 100)).toEqual({ taken: 30, debt: 70 });
  expect(await ledger.startRuns(START + 4, user, [{ runId: newId(), amount: 1 }], START + DAY)).toMatchObject({
    outcome: "insufficient_credits",
    debt: 70,
  });
  await buy(START + 5, user, 200);
  const stored = await ledger.stored(user);
  expect(stored.wallet).toMatchObject({ debt: 0, purchased: 130 });
  expect(moves(stored).slice(-2)).toEqual([
    ["purchase", 200],
    ["refund", -70],
  ]);
  await spend(START + 6, user, 1);
});

test("a purchase smaller than the debt goes to it whole", async () => {
  const user = await buyer();
  const ref = await buy(START, user, 100);
  await spend(START + 1, user, 100);
  await ledger.clawback(START + 2, ref, "dispute", 100);
  await buy(START + 3, user, 30);
  expect((await ledger.stored(user)).wallet).toMatchObject({ debt: 70, balance: 0 });
});

test("what a run holds is never taken; when it comes back it pays the debt", async () => {
  const user = await buyer();
  const ref = await buy(START, user, 100);
  const runId = newId();
  await ledger.startRuns(START + 1, user, [{ runId, amount: 40 }], START + DAY);
  expect(await ledger.clawback(START + 2, ref, "refund", 100)).toEqual({ taken: 60, debt: 40 });
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 40, held: 40, debt: 40 });
  expect((await ledger.settle(START + 3, runId, 15)).charged).toBe(15);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 0, held: 0, debt: 15 });
});

test("a refund and a dispute of one charge claw once, and a won dispute gives back exactly what it took", async () => {
  const user = await buyer();
  const [first, second] = [await buy(START + 1, user, 100), await buy(START + 2, user, 50)];
  await spend(START + 3, user, 80);
  await ledger.clawback(START + 4, first, "refund", 30);
  const refunded = await ledger.stored(user);
  await ledger.clawback(START + 5, first, "dispute", 100);
  const disputed = await ledger.stored(user);
  expect(disputed.wallet).toMatchObject({ balance: 0, debt: 30 });
  await ledger.clawback(START + 6, first, "dispute", 30);
  const won = await ledger.stored(user);
  expect(won.wallet).toMatchObject({ balance: 40, debt: 0 });
  expect([left(won, first), left(won, second)]).toEqual([left(refunded, first), left(refunded, second)]);
  await ledger.clawback(START + 7, first, "refund", 0);
  const failed = await ledger.stored(user);
  expect([left(failed, first), left(failed, second)]).toEqual([20, 50]);
});

test("more than was granted is never clawed, and nothing of what was not granted", async () => {
  const ref = await buy(START, await buyer(), 10);
  await expect(ledger.clawback(START + 1, ref, "refund", 11)).rejects.toMatchObject({ code: "23514" });
  await expect(ledger.clawback(START + 1, ref, "refund", -1)).rejects.toMatchObject({ code: "23514" });
  await expect(ledger.clawback(START + 1, "stripe:pi:unknown:grant", "refund", 1)).rejects.toMatchObject({
    code: "23503",
  });
});

test("a refunded invoice takes from its month, then from its rollover, and leaves purchases alone", async () => {
  const user = await buyer();
  const bought = await buy(START, user, 100);
  await ledger.invoice(START, user, "in_refunded", START, month(1));
  await spend(START + DAY, user, 60);
  const ref = "stripe:invoice:in_refunded:grant";
  expect(await ledger.clawback(START + 2 * DAY, ref, "refund", 90)).toEqual({ taken: 90, debt: 0 });
  await ledger.apply(month(1), user);
  expect((await ledger.stored(user)).wallet).toMatchObject({ monthly: 0, rollover: 50 });
  expect(await ledger.clawback(month(1) + 1, ref, "refund", 200)).toEqual({ taken: 50, debt: 60 });
  const stored = await ledger.stored(user);
  expect(left(stored, bought)).toBe(100);
  expect(stored.wallet).toMatchObject({ rollover: 0, debt: 60 });
});

test("what a paid invoice or an operator gives pays what is owed as well", async () => {
  const user = await buyer();
  const ref = await buy(START, user, 300);
  await spend(START + 1, user, 300);
  await ledger.clawback(START + 2, ref, "dispute", 300);
  await ledger.adjust(START + 3, user, 40, newId());
  expect((await ledger.stored(user)).wallet).toMatchObject({ debt: 260, balance: 0 });
  await ledger.invoice(START + 4, user, newId(), START, month(1));
  expect((await ledger.stored(user)).wallet).toMatchObject({ debt: 60, balance: 0 });
  await ledger.invoice(month(1), user, newId(), month(1), month(2));
  expect((await ledger.stored(user)).wallet).toMatchObject({ debt: 0, monthly: 140 });
});

test("who owes something and has purchased credits is not turned away: they pay it when a run starts", async () => {
  const user = await buyer();
  await ledger.invoice(START, user, "in_owing", START, month(1));
  await spend(START + 1, user, 40);
  await buy(START + 2, user, 100);
  expect(await ledger.clawback(START + 3, "stripe:invoice:in_owing:grant", "refund", 200)).toEqual({
    taken: 160,
    debt: 40,
  });
  expect((await ledger.stored(user)).wallet).toMatchObject({ purchased: 100, debt: 40 });
  expect(await ledger.one("SELECT ledger_means($1, $2)::text AS value", [new Date(START + 4), user])).toBe("(100,60)");
  expect(await ledger.startRuns(START + 4, user, [{ runId: newId(), amount: 61 }], START + DAY)).toMatchObject({
    outcome: "insufficient_credits",
    available: 60,
    debt: 0,
  });
  await spend(START + 5, user, 60);
});

test("credits of a refunded month that expired unused are owed by nobody", async () => {
  const user = await buyer();
  await ledger.invoice(START, user, "in_unused", START, month(1));
  await spend(START + 1, user, 30);
  await ledger.apply(month(2), user);
  expect(await ledger.clawback(month(2) + 1, "stripe:invoice:in_unused:grant", "refund", 200)).toEqual({
    taken: 0,
    debt: 30,
  });
  expect(await ledger.clawback(month(2) + 2, "stripe:invoice:in_unused:grant", "refund", 100)).toEqual({
    taken: 0,
    debt: -30,
  });
});

test("what a run gives back after its refunded month has ended is not lost twice", async () => {
  const user = await buyer();
  await ledger.invoice(START, user, "in_held", START, month(1));
  const runId = newId();
  await ledger.startRuns(START + 1, user, [{ runId, amount: 40 }], month(2));
  const ref = "stripe:invoice:in_held:grant";
  expect(await ledger.clawback(month(1) - 1, ref, "refund", 200)).toEqual({ taken: 160, debt: 40 });
  await ledger.settle(month(1) + 1, runId, 15);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 0, held: 0, debt: 15 });
});

test("what a won dispute gives back of an ended month lasts another one", async () => {
  const user = await buyer();
  await ledger.invoice(START, user, "in_back", START, month(1));
  const ref = "stripe:invoice:in_back:grant";
  await spend(START + 1, user, 50);
  await ledger.clawback(START + DAY, ref, "dispute", 100);
  await ledger.apply(month(2), user);
  expect((await ledger.stored(user)).wallet.balance).toBe(0);
  expect(await ledger.clawback(month(2) + DAY, ref, "dispute", 0)).toEqual({ taken: -100, debt: 0 });
  const won = await ledger.stored(user);
  expect(won.wallet).toMatchObject({ rollover: 100, debt: 0 });
  expect(moves(won).at(-1)).toEqual(["dispute", 100]);
  expect(await ledger.clawback(month(2) + 2 * DAY, ref, "dispute", 60)).toEqual({ taken: 60, debt: 0 });
  await ledger.apply(month(4), user);
  const ended = await ledger.stored(user);
  expect(ended.wallet.balance).toBe(0);
  expectSound(ended);
});

test("a month that is refunded whole ends, and keeps no organisation's month from beginning", async () => {
  const user = await buyer();
  await ledger.subscribe(START, user);
  await ledger.invoice(START, user, "in_regretted", START, month(1));
  await ledger.join(START + 1, user, await ledger.makeOrganization(START, true));
  await ledger.unsubscribe(START + DAY, user);
  await ledger.clawback(START + DAY + 1, "stripe:invoice:in_regretted:grant", "refund", 200);
  expect(await ledger.summary<object>(START + DAY + 2, user)).toMatchObject({
    plan: "organization",
    breakdown: { monthly: 200, rollover: 0 },
  });
});

test("what a won dispute gives back pays what another refund left owing", async () => {
  const user = await buyer();
  const [first, second] = [await buy(START + 1, user, 100), await buy(START + 2, user, 100)];
  await spend(START + 3, user, 150);
  await ledger.clawback(START + 4, first, "dispute", 100);
  await ledger.clawback(START + 5, second, "refund", 100);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 0, debt: 150 });
  await ledger.clawback(START + 6, first, "dispute", 0);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 0, debt: 50 });
});

test("targets in any order, repeated or dropped, end where the last ones alone would", {
  timeout: 300_000,
}, async () => {
  const target = fc.record({ purchase: fc.nat(1), target: fc.nat(100) });
  const life = fc.record({
    spent: fc.nat(200),
    told: fc
      .array(target, { minLength: 1, maxLength: 8 })
      .chain((told) =>
        fc.shuffledSubarray([...told, ...told, ...told], { minLength: 1, maxLength: Math.min(12, told.length * 3) }),
      ),
  });
  await fc.assert(
    fc.asyncProperty(life, async ({ spent, told }) => {
      const ends = [told, lastOfEach(told)].map(async (targets) => {
        const user = await ledger.signUp(START);
        const refs = [await buy(START + 1, user, 100), await buy(START + 2, user, 100)];
        await spend(START + 3, user, 5 + spent);
        await ledger.run(TELL, [
          new Date(START + 4),
          targets.map((one) => refs[one.purchase]),
          targets.map((one) => one.target),
        ]);
        const stored = await ledger.stored(user);
        expectSound(stored);
        const { balance, debt } = stored.wallet;
        expect(balance === 0 || debt === 0).toBe(true);
        return { balance, debt };
      });
      const [shuffled, straight] = await Promise.all(ends);
      expect(shuffled).toEqual(straight);
    }),
    { numRuns: Number(process.env["TEST_SHUFFLES"] ?? 1_000) },
  );
});

/** Tells targets one after the other, in one round trip. */
const TELL = `SELECT ledger_clawback($1::timestamptz + told.place * interval '1 ms', told.ref, 'refund', told.target, 'Told')
  FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS told (ref, target, place)`;

type Told = { purchase: number; target: number };
const lastOfEach = (told: readonly Told[]): Told[] =>
  [0, 1].flatMap((purchase) => told.findLast((one) => one.purchase === purchase) ?? []);
