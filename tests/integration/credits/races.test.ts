import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { drainFromTwoProcesses } from "@/tests/chaos/worker-process";
import { connectLedger, type LedgerDatabase } from "@/tests/support/ledger-database";
import { brokenInvariants, startProduct } from "@/tests/support/product";

const START = Date.parse("2027-01-10T09:00:00Z");

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: LedgerDatabase;
let clients: LedgerDatabase[];

beforeAll(async () => {
  product = await startProduct();
  const url = process.env["DATABASE_URL"] ?? "";
  ledger = await connectLedger(url);
  clients = await Promise.all(Array.from({ length: 16 }, () => connectLedger(url)));
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await Promise.all([ledger, ...clients].map((one) => one.end()));
  await product.stop();
});

const together = <Answer>(act: (client: LedgerDatabase, index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(clients.map(act));

test("D6: 64 clients of two processes on one wallet capture exactly what it has", { timeout: 90_000 }, async () => {
  const user = await ledger.signUp(START);
  await ledger.purchase(START, user, newId(), 196);
  const captured = await drainFromTwoProcesses(process.env["DATABASE_URL"] ?? "", user, 64);
  const { wallet } = await ledger.stored(user);
  expect(wallet).toMatchObject({ held: 0, debt: 0, balance: 201 - captured });
  expect(wallet.balance).toBeLessThan(2);
});

test("D6: of runs started at once on one wallet, those it cannot cover are refused before they begin", async () => {
  const user = await ledger.signUp(START);
  const outcomes = await together((client) =>
    client.startRuns(START + 1, user, [{ runId: newId(), amount: 1 }], START + 60_000),
  );
  expect(outcomes.filter(({ outcome }) => outcome === "started").length).toBe(5);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 5, held: 5 });
});

test("D4: one payment told many times at once is granted once", async () => {
  const user = await ledger.signUp(START);
  const told = await together((client) => client.purchase(START, user, `stripe:pi:${user}:grant`, 50));
  expect(told.filter(Boolean).length).toBe(1);
  const invoiced = await together((client) => client.invoice(START, user, `in_${user}`, START, START + 86_400_000));
  expect(invoiced.filter(Boolean).length).toBe(1);
  expect((await ledger.stored(user)).wallet.balance).toBe(255);
});

test("one run settled many times at once is charged once", async () => {
  for (let round = 0; round < 10; round += 1) {
    const user = await ledger.signUp(START);
    const runId = newId();
    await ledger.startRuns(START, user, [{ runId, amount: 5 }], START + 60_000);
    const ends = await together<unknown>((client, index) =>
      index % 2 === 0
        ? client.settle(START + 1, runId, 4)
        : client.sweep(START + 90_000, index % 4 === 1 ? user : null),
    );
    expect(ends.length).toBe(16);
    const { wallet, entries } = await ledger.stored(user);
    expect(wallet.held).toBe(0);
    expect([1, 5]).toContain(wallet.balance);
    expect(entries.length).toBe(wallet.balance === 1 ? 2 : 1);
  }
});

test("a sweep leaves a wallet alone that somebody works on, and takes it the next time", async () => {
  const [busy, free] = [await ledger.signUp(START), await ledger.signUp(START)];
  for (const user of [busy, free]) {
    await ledger.startRuns(START, user, [{ runId: newId(), amount: 2 }], START + 1_000);
  }
  const [other] = clients;
  await other?.run("BEGIN");
  await other?.run("SELECT 1 FROM playground_credits WHERE user_id = $1 FOR UPDATE", [busy]);
  await ledger.run("SET lock_timeout = '2s'");
  expect(await ledger.sweep(START + 2_000, null)).toBe(1);
  await other?.run("ROLLBACK");
  expect(await ledger.sweep(START + 2_000, null)).toBe(1);
});

test("a run whose lease was renewed while a sweep waited goes on", async () => {
  const user = await ledger.signUp(START);
  const runId = newId();
  await ledger.startRuns(START, user, [{ runId, amount: 2 }], START + 1_000);
  const [other] = clients;
  await other?.run("BEGIN");
  await other?.run("UPDATE playground_credit_holds SET lease_until = $2 WHERE run_id = $1", [
    runId,
    new Date(START + 60_000),
  ]);
  const sweeping = ledger.sweep(START + 2_000, null);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await other?.run("COMMIT");
  expect(await sweeping).toBe(0);
  expect((await ledger.settle(START + 3_000, runId, 2)).charged).toBe(2);
});

test("targets of one payment told at once are one clawback", async () => {
  const user = await ledger.signUp(START);
  const ref = `stripe:pi:${newId()}:grant`;
  await ledger.purchase(START, user, ref, 40);
  const answers = await together((client) => client.clawback(START + 1, ref, "refund", 30));
  expect(answers.reduce((total, { taken }) => total + taken, 0)).toBe(30);
  expect((await ledger.stored(user)).wallet).toMatchObject({ balance: 15, debt: 0 });
});

test("a refund that comes while a run takes its hold waits for it, and takes nothing that is held", async () => {
  const user = await ledger.signUp(START);
  const ref = `stripe:pi:${newId()}:grant`;
  await ledger.purchase(START, user, ref, 10);
  await ledger.clawback(START, ref, "refund", 2);
  const [other] = clients;
  await other?.run("BEGIN");
  await other?.startRuns(START + 1, user, [{ runId: newId(), amount: 13 }], START + 60_000);
  const refunding = ledger.clawback(START + 2, ref, "refund", 10);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await other?.run("COMMIT");
  expect(await refunding).toEqual({ taken: 0, debt: 8 });
});

test("an operator's correction made many times at once counts once", async () => {
  const user = await ledger.signUp(START);
  const made = await together((client) => client.adjust(START + 1, user, -5, `adjustment:${user}:x`));
  expect(made.filter(Boolean).length).toBe(1);
  expect((await ledger.stored(user)).wallet.balance).toBe(0);
});
