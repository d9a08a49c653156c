import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase } from "@/tests/support/ledger-database";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

const START = Date.parse("2027-01-10T09:00:00Z");
const DAY = 86_400_000;

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: LedgerDatabase;
let user: string;

/** A wallet with everything in it: an ended month, a rollover, an open month, a purchase clawed back, a debt, a hold. */
beforeAll(async () => {
  product = await startProduct();
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
  user = await ledger.signUp(START);
  await ledger.purchase(START, user, "raw:purchase", 20);
  await ledger.invoice(START, user, "in_raw_1", START, START + 31 * DAY);
  await ledger.invoice(START + 31 * DAY, user, "in_raw_2", START + 31 * DAY, START + 59 * DAY);
  const runId = newId();
  await ledger.startRuns(START + 32 * DAY, user, [{ runId: newId(), amount: 20 }], START + 90 * DAY);
  await ledger.startRuns(START + 32 * DAY, user, [{ runId, amount: 400 }], START + 90 * DAY);
  await ledger.settle(START + 32 * DAY, runId, 400);
  await ledger.adjust(START + 33 * DAY, user, 5, "raw:adjust");
  await ledger.clawback(START + 33 * DAY, "raw:purchase", "refund", 20);
  await ledger.invoice(START, await ledger.signUp(START), "in_raw_3", START, START + 31 * DAY);
  const gone = await ledger.signUp(START);
  await ledger.invoice(START, gone, "in_raw_4", START, START + 31 * DAY);
  await ledger.apply(START + 100 * DAY, gone); // its rollover has ended too
});
afterAll(async () => {
  await ledger.end();
  await product.stop();
});

test("the wallet under attack has a debt, an open hold and an ended month", async () => {
  const { wallet, lots } = await ledger.stored(user);
  expect(wallet.debt).toBeGreaterThan(0);
  expect(wallet.held).toBe(20);
  expect(lots.some((lot) => lot.closed_at !== null)).toBe(true);
  expect(await brokenInvariants()).toEqual([]);
});

const ROW = `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
  description, lots, occurred_at)`;
/** A row whose wallet counts it already. */
const COUNTED = `WITH counted AS (UPDATE playground_credits SET seq = seq + 1 WHERE user_id = $1 RETURNING seq, balance) ${ROW}`;
/** Each a promise, a statement that breaks it, and the code of its own guard where another stands behind. */
const ATTACKS: readonly (readonly [string, string, code?: string])[] = [
  [
    "a lot loses credits without a ledger row",
    "UPDATE playground_credit_lots SET remaining = remaining - 1 WHERE user_id = $1 AND remaining > held",
  ],
  [
    "a lot gains credits without a ledger row",
    "UPDATE playground_credit_lots SET remaining = remaining + 1 WHERE user_id = $1 AND kind = 'trial'",
  ],
  ["a lot is held without a hold", "UPDATE playground_credit_lots SET held = held - 1 WHERE user_id = $1 AND held > 0"],
  [
    "a lot appears without a ledger row",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, created_at) VALUES (gen_random_uuid(), $1, 'purchased', 9, 9, 'raw:new', now())",
  ],
  [
    "a month lasts longer than it was granted for",
    "UPDATE playground_credit_lots SET expires_at = expires_at + interval '1 year' WHERE user_id = $1 AND expires_at IS NOT NULL AND closed_at IS NULL",
  ],
  [
    "a month that has ended is opened again",
    "UPDATE playground_credit_lots SET closed_at = NULL WHERE user_id <> $1 AND closed_at IS NOT NULL AND kind = 'rollover'",
  ],
  [
    "a trial ends like a month",
    "UPDATE playground_credit_lots SET closed_at = now() WHERE user_id = $1 AND kind = 'trial' AND remaining = 0",
    "23514",
  ],
  [
    "a second month is open at the same time",
    "SELECT ledger_grant(now(), $1, 'monthly', 'monthly', 200, 'raw:month:' || random(), 'x', now() + interval '1 month')",
  ],
  [
    "one payment is granted a second time",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, created_at) SELECT gen_random_uuid(), user_id, 'trial', granted, remaining, source_ref, now() FROM playground_credit_lots WHERE user_id = $1 AND source_ref = 'raw:purchase'",
    "23505",
  ],
  [
    "one purchase has a second lot",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, purchase_id, created_at) SELECT gen_random_uuid(), user_id, kind, granted, remaining, 'raw:twice', purchase_id, now() FROM playground_credit_lots WHERE user_id = $1 AND source_ref = 'raw:purchase'",
    "23505",
  ],
  [
    "credits are purchased without a purchase",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, created_at) VALUES (gen_random_uuid(), $1, 'purchased', 9, 9, 'raw:unpaid', now())",
    "23514",
  ],
  [
    "one fact is written a second time",
    `${COUNTED} SELECT gen_random_uuid(), $1, seq, 'purchase', 20, balance + 20, 'raw:purchase', 'x', '[]', now() FROM counted`,
    "23505",
  ],
  [
    "credits move from one kind to another in the wallet alone",
    "UPDATE playground_credits SET trial = trial + 1, monthly = monthly - 1 WHERE user_id = $1",
  ],
  [
    "a wallet's kinds and balance are raised together",
    "UPDATE playground_credits SET trial = trial + 1, balance = balance + 1 WHERE user_id = $1",
  ],
  ["a wallet's sequence skips", "UPDATE playground_credits SET seq = seq + 1 WHERE user_id = $1"],
  ["a wallet holds less than its lots", "UPDATE playground_credits SET held = held - 1 WHERE user_id = $1"],
  ["a debt is forgiven in the wallet alone", "UPDATE playground_credits SET debt = debt - 1 WHERE user_id = $1"],
  ["a debt is below nothing", "UPDATE playground_credits SET debt = -1 WHERE user_id = $1", "23514"],
  [
    "a clawback's target is changed alone",
    "UPDATE playground_credit_clawbacks SET target = target - 1 WHERE user_id = $1",
  ],
  [
    "a clawback has taken more than it is to",
    "UPDATE playground_credit_clawbacks SET taken = target + 1 WHERE user_id = $1",
    "23514",
  ],
  ["a clawback is deleted", "DELETE FROM playground_credit_clawbacks WHERE user_id = $1"],
  [
    "a hold ends without its credits coming back",
    "UPDATE playground_credit_holds SET state = 'released', settled_at = now() WHERE user_id = $1 AND state = 'held'",
  ],
  ["an open hold is deleted", "DELETE FROM playground_credit_holds WHERE user_id = $1 AND state = 'held'"],
  [
    "an open hold is made smaller",
    "UPDATE playground_credit_holds SET amount = amount - 1 WHERE user_id = $1 AND state = 'held'",
  ],
  [
    "a hold captures more than it held",
    "UPDATE playground_credit_holds SET state = 'captured', captured = amount + 1, settled_at = now() WHERE user_id = $1 AND state = 'held'",
    "23514",
  ],
  [
    "a capture is below nothing",
    "SELECT ledger_capture(now(), run_id, -1, 'x') FROM playground_credit_holds WHERE user_id = $1 AND state = 'held'",
    "23514",
  ],
  [
    "a ledger row skips a number",
    `${ROW} SELECT gen_random_uuid(), $1, seq + 2, 'adjustment', 1, balance + 1, 'raw:skip', 'x', '[]', now() FROM playground_credits WHERE user_id = $1`,
  ],
  [
    "a ledger row does not follow from the balance",
    `${ROW} SELECT gen_random_uuid(), $1, seq + 1, 'adjustment', 1, balance + 2, 'raw:jump', 'x', '[]', now() FROM playground_credits WHERE user_id = $1`,
  ],
  [
    "a ledger row is written beside the wallet",
    `${ROW} SELECT gen_random_uuid(), $1, seq + 1, 'adjustment', 1, balance + 1, 'raw:beside', 'x', '[]', now() FROM playground_credits WHERE user_id = $1`,
  ],
  [
    "a ledger row says nothing",
    `${COUNTED} SELECT gen_random_uuid(), $1, seq, 'adjustment', 0, balance, 'raw:zero', 'x', '[]', now() FROM counted`,
    "23514",
  ],
  [
    "a ledger row has an unknown type",
    `${COUNTED} SELECT gen_random_uuid(), $1, seq, 'gift', 1, balance + 1, 'raw:gift', 'x', '[]', now() FROM counted`,
    "23514",
  ],
  [
    "a failed run is charged",
    "UPDATE playground_runs SET status = 'failed' WHERE user_id = $1 AND credits_charged > 0",
    "23514",
  ],
  [
    "what a run was charged is changed in its hold",
    "UPDATE playground_credit_holds SET captured = captured - 1 WHERE user_id = $1 AND state = 'captured'",
  ],
  ["a settled hold is deleted", "DELETE FROM playground_credit_holds WHERE user_id = $1 AND state = 'captured'"],
  ["a lot of nothing is granted", "SELECT ledger_grant(now(), $1, 'purchased', 'purchase', 0, 'raw:nothing', 'x')"],
  [
    "a month ends with credits left in it",
    "UPDATE playground_credit_lots SET closed_at = now() WHERE user_id <> $1 AND source_ref = 'stripe:invoice:in_raw_3:grant'",
    "23514",
  ],
  [
    "a wallet's balance is raised alone",
    "UPDATE playground_credits SET balance = balance + 1 WHERE user_id = $1",
    "23514",
  ],
  ["a wallet holds more than it has", "UPDATE playground_credits SET held = balance + 1 WHERE user_id = $1", "23514"],
  [
    "a lot has more left than was granted",
    "UPDATE playground_credit_lots SET remaining = granted + 1 WHERE user_id = $1 AND kind = 'trial'",
    "23514",
  ],
  [
    "a lot has less than nothing left",
    "UPDATE playground_credit_lots SET remaining = -1, held = -1 WHERE user_id = $1",
    "23514",
  ],
  [
    "a lot holds more than it has",
    "UPDATE playground_credit_lots SET held = remaining + 1 WHERE user_id = $1 AND kind = 'trial'",
    "23514",
  ],
  [
    "a lot is of an unknown kind",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, expires_at, created_at) VALUES (gen_random_uuid(), $1, 'gift', 9, 9, 'raw:gift', now(), now())",
    "23514",
  ],
  [
    "credits that were given end some day",
    "INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, expires_at, created_at) VALUES (gen_random_uuid(), $1, 'trial', 9, 9, 'raw:ends', now(), now())",
    "23514",
  ],
  [
    "an open hold is said to be settled",
    "UPDATE playground_credit_holds SET settled_at = now() WHERE user_id = $1 AND state = 'held'",
    "23514",
  ],
  [
    "a balance falls below nothing",
    `${COUNTED} SELECT gen_random_uuid(), $1, seq, 'adjustment', -balance - 1, -1, 'raw:below', 'x', '[]', now() FROM counted`,
    "23514",
  ],
  [
    "a spend names no run",
    `${COUNTED} SELECT gen_random_uuid(), $1, seq, 'spend', -1, balance - 1, 'raw:spend', 'x', '[]', now() FROM counted`,
    "23514",
  ],
];

const NAMED = ATTACKS.map(([what, statement, code]) => ({ what, statement, code: code ?? /^23/ }));

test.each(NAMED)("the database refuses, also by raw SQL, that $what", async ({ statement, code }) => {
  const before = await ledger.stored(user);
  await expect(rows(statement, [user])).rejects.toMatchObject({ code: expect.stringMatching(code) });
  expect(await ledger.stored(user)).toEqual(before);
});

test.each([
  [
    "a ledger row",
    `${ROW} SELECT gen_random_uuid(), $1, seq + 1, 'adjustment', 1, balance + 1, 'raw:at-once', 'x', '[]', now() FROM playground_credits WHERE user_id = $1`,
  ],
  ["a lot", "UPDATE playground_credit_lots SET remaining = remaining - 1 WHERE user_id = $1 AND remaining > held"],
  [
    "a hold",
    "UPDATE playground_credit_holds SET state = 'released', settled_at = now() WHERE user_id = $1 AND state = 'held'",
  ],
])("no change of %s slips in behind its wallet's where constraints are checked at once", async (_what, statement) => {
  const { inTransaction } = await import("@/lib/db/transaction.server");
  const attack = inTransaction(async (client) => {
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    await client.query("UPDATE playground_credits SET updated_at = now() WHERE user_id = $1", [user]);
    await client.query(statement, [user]);
  });
  await expect(attack).rejects.toMatchObject({ code: "23000" });
});

test.each([
  "audit_log",
  "playground_credit_transactions",
  "playground_credit_lots",
  "playground_credit_holds",
  "playground_credit_clawbacks",
  "playground_credits CASCADE",
])("TRUNCATE %s is refused", async (table) => {
  await expect(rows(`TRUNCATE ${table}`)).rejects.toMatchObject({ code: "23000" });
});

test("wallet, lots and ledger changed together in one transaction, each by the same, are a movement", async () => {
  const { pool } = await import("@/lib/db/pool.server");
  const client = await pool().connect();
  const other = await ledger.signUp(START);
  await client.query("BEGIN");
  await client.query("UPDATE playground_credit_lots SET remaining = 4 WHERE user_id = $1", [other]);
  await client.query("UPDATE playground_credits SET balance = 4, trial = 4, seq = 2 WHERE user_id = $1", [other]);
  await client.query(
    `${ROW} SELECT gen_random_uuid(), $1, 2, 'adjustment', -1, 4, 'raw:' || $2, 'x',
      jsonb_build_array(jsonb_build_object('lotId', id, 'kind', kind, 'amount', -1)), now()
    FROM playground_credit_lots WHERE user_id = $1`,
    [other, newId()],
  );
  await client.query("COMMIT");
  client.release();
  expect(await brokenInvariants()).toEqual([]);
});
