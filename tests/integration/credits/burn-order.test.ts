import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase, type Stored } from "@/tests/support/ledger-database";
import { brokenInvariants, startProduct } from "@/tests/support/product";

const START = Date.parse("2027-01-10T09:00:00Z");
const DAY = 86_400_000;
const MONTH_END = Date.parse("2027-02-10T09:00:00Z");

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

async function spend(now: number, user: string, amount: number): Promise<Stored["entries"][number] | undefined> {
  const runId = newId();
  expect((await ledger.startRuns(now, user, [{ runId, amount }], now + DAY)).outcome).toBe("started");
  await ledger.settle(now + 1, runId, amount);
  return (await ledger.stored(user)).entries.findLast((entry) => entry.type === "spend");
}

const drawn = (entry: Stored["entries"][number] | undefined) => entry?.lots.map((lot) => [lot.kind, lot.amount]);

test("a run draws monthly, then rollover, then trial, then purchased credits, and its row names the lots", async () => {
  const user = await ledger.signUp(START);
  await ledger.purchase(START, user, newId(), 100);
  await ledger.invoice(START, user, newId(), START, MONTH_END);
  await spend(START + DAY, user, 160);
  await ledger.invoice(MONTH_END, user, newId(), MONTH_END, Date.parse("2027-03-10T09:00:00Z"));
  const entry = await spend(MONTH_END + DAY, user, 250);
  expect(drawn(entry)).toEqual([
    ["monthly", -200],
    ["rollover", -40],
    ["trial", -5],
    ["purchased", -5],
  ]);
  const ids = new Map((await ledger.stored(user)).lots.map((lot) => [lot.id, lot.kind]));
  expect(entry?.lots.map((lot) => ids.get(lot.lotId))).toEqual(["monthly", "rollover", "trial", "purchased"]);
});

test("inside a kind the lot that ends earlier is drawn first, though it came later", async () => {
  const user = await ledger.signUp(START);
  // Told of late, in the wrong order: what is left of two months lives as two rollovers.
  await ledger.one("SELECT ledger_grant($1, $2, 'rollover', 'monthly', 10, $3, 'Later end', $4) AS value", [
    new Date(START).toISOString(),
    user,
    newId(),
    new Date(START + 20 * DAY).toISOString(),
  ]);
  await ledger.one("SELECT ledger_grant($1, $2, 'rollover', 'monthly', 10, $3, 'Earlier end', $4) AS value", [
    new Date(START + DAY).toISOString(),
    user,
    newId(),
    new Date(START + 10 * DAY).toISOString(),
  ]);
  const entry = await spend(START + 2 * DAY, user, 12);
  const { lots } = await ledger.stored(user);
  const ends = entry?.lots.map((draw) => lots.find((lot) => lot.id === draw.lotId)?.expires_at?.slice(0, 10));
  expect(ends).toEqual(["2027-01-20", "2027-01-30"]);
  expect(drawn(entry)).toEqual([
    ["rollover", -10],
    ["rollover", -2],
  ]);
});

test("purchases are drawn in the order they were made", async () => {
  const user = await ledger.signUp(START);
  await ledger.purchase(START + 1, user, "burn:first", 10);
  await ledger.purchase(START + 2, user, "burn:second", 10);
  await spend(START + DAY, user, 18);
  const left = (await ledger.stored(user)).lots.map((lot) => [lot.source_ref, lot.remaining]);
  expect(left.slice(1)).toEqual([
    ["burn:first", 0],
    ["burn:second", 7],
  ]);
});

test("the lanes of a comparison share the lots in burn order, each settled by itself, all or none", async () => {
  const user = await ledger.signUp(START);
  await ledger.purchase(START, user, newId(), 10);
  const lanes = [4, 4, 4].map((amount) => ({ runId: newId(), amount }));
  expect((await ledger.startRuns(START + 1, user, lanes, START + DAY)).outcome).toBe("started");
  const more = [1, 3].map((amount) => ({ runId: newId(), amount }));
  expect(await ledger.startRuns(START + 2, user, more, START + DAY)).toMatchObject({
    outcome: "insufficient_credits",
    required: 4,
    available: 3,
  });
  const { wallet, holds } = await ledger.stored(user);
  expect(wallet).toMatchObject({ balance: 15, held: 12 });
  expect(holds.map((hold) => hold.pins.map((pin) => pin.amount))).toEqual([[4], [1, 3], [4]]);
  await Promise.all(lanes.map(({ runId }, lane) => ledger.settle(START + 3, runId, lane)));
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 12, held: 0 });
});
