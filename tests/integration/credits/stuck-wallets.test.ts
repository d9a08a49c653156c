import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase } from "@/tests/support/ledger-database";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

const START = Date.parse("2027-01-10T09:00:00Z");
const MONTH_LATER = new Date("2027-02-10T09:00:00Z");

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

/** Changes rows as only a superuser with triggers off can: what no guard could have prevented. */
async function damage(statement: string, values: unknown[]): Promise<void> {
  await ledger.run("SET session_replication_role = replica");
  await ledger.run(statement, values);
  await ledger.run("SET session_replication_role = origin");
}
const damageLot = (user: string, by: number) =>
  damage("UPDATE playground_credit_lots SET remaining = remaining + $2 WHERE user_id = $1 AND kind = 'trial'", [
    user,
    by,
  ]);
const alerts = (kind: string) => rows<{ subject: string }>("SELECT subject FROM alerts WHERE kind = $1", [kind]);

test("a wallet that cannot be brought up to date holds up no other and raises an alert", async () => {
  const { applyAllDue } = await import("@/lib/credits/apply-due.server");
  const organization = await ledger.makeOrganization(START, true);
  const users = [];
  for (let index = 0; index < 5; index += 1) {
    const user = await ledger.signUp(START);
    await ledger.join(START, user, organization);
    await ledger.apply(START, user);
    users.push(user);
  }
  const stuck = users[2] ?? "";
  await damageLot(stuck, -1);
  expect(await applyAllDue(MONTH_LATER)).toEqual({ wallets: 4, failed: 1, complete: true });
  expect(await alerts("wallet_stuck")).toEqual([{ subject: stuck }]);
  const behind = await rows("SELECT user_id FROM playground_credits WHERE due_at <= $1", [MONTH_LATER]);
  expect(behind).toEqual([{ user_id: stuck }]);
  await damageLot(stuck, 1);
  expect(await applyAllDue(MONTH_LATER)).toEqual({ wallets: 1, failed: 0, complete: true });
});

test("a run that cannot be ended holds up no other, nor its user's next one, and its hold raises an alert", async () => {
  const { sweepRuns } = await import("@/lib/runs/sweep-runs.server");
  const [first, second] = [await ledger.signUp(START), await ledger.signUp(START)];
  const [stuck, lost, next] = [newId(), newId(), newId()];
  await ledger.startRuns(START, first, [{ runId: stuck, amount: 1 }], START + 1_000);
  await ledger.startRuns(START, second, [{ runId: lost, amount: 2 }], START + 1_000);
  await damage("UPDATE playground_credit_lots SET held = 0 WHERE user_id = $1", [first]);
  const later = START + 3_600_000;
  expect((await sweepRuns(new Date(later))).runsEnded).toBe(1);
  expect((await ledger.stored(second)).wallet.held).toBe(0);
  expect(await alerts("stale_holds")).toEqual([{ subject: "" }]);
  expect(await rows("SELECT message FROM alerts WHERE kind = 'stale_holds'")).toEqual([
    { message: "1 hold cannot be released: its lease ran out more than 10 minutes ago." },
  ]);
  await damage("UPDATE playground_credit_lots SET held = 1 WHERE user_id = $1", [first]);
  expect((await sweepRuns(new Date(later))).runsEnded).toBe(1);
  expect((await ledger.startRuns(later, first, [{ runId: next, amount: 5 }], later + 1_000)).outcome).toBe("started");
});
