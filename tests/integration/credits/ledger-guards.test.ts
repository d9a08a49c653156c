import { afterAll, beforeAll, expect, test } from "vitest";
import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { brokenInvariants, newUser, receiptOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;
let userId: string;

beforeAll(async () => {
  product = await startProduct();
  const user = await newUser();
  userId = user.id;
  await receiptOf(user, { userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" });
});
afterAll(() => product.stop());

const ATTACKS = [
  ["a ledger row is changed", "UPDATE playground_credit_transactions SET amount = 500 WHERE user_id = $1"],
  ["a ledger row is deleted", "DELETE FROM playground_credit_transactions WHERE user_id = $1"],
  ["a lot has less than nothing left", "UPDATE playground_credit_lots SET remaining = -1 WHERE user_id = $1"],
  ["a lot has more left than was granted", "UPDATE playground_credit_lots SET remaining = 6 WHERE user_id = $1"],
  ["a lot's grant is raised", "UPDATE playground_credit_lots SET granted = 50 WHERE user_id = $1"],
  ["a lot is deleted", "DELETE FROM playground_credit_lots WHERE user_id = $1"],
  ["a wallet's parts and total differ", "UPDATE playground_credits SET balance = balance + 1 WHERE user_id = $1"],
  ["more is held than is there", "UPDATE playground_credits SET held = balance + 1 WHERE user_id = $1"],
  [
    "a settled hold is opened again",
    "UPDATE playground_credit_holds SET state = 'held', settled_at = NULL, captured = 0 WHERE user_id = $1",
  ],
  [
    "a run is charged above its quote",
    "UPDATE playground_runs SET credits_charged = credits_quoted + 1 WHERE user_id = $1",
  ],
] as const;

test.each(ATTACKS)("the database refuses, also by raw SQL, that %s", async (_what, statement) => {
  await expect(rows(statement, [userId])).rejects.toThrow();
  expect(await brokenInvariants()).toEqual([]);
});

test("the ledger cannot be truncated", async () => {
  await expect(rows("TRUNCATE playground_credit_transactions")).rejects.toThrow();
});

test("a fact is granted once; the same key with other content is refused", async () => {
  const grant = (credits: number, purchase = purchaseIdOf("fact:1")) =>
    rows(PAID_GRANT, [new Date(), userId, credits, "fact:1", purchase]);
  expect(await grant(10)).toEqual([{ value: true }]);
  expect(await grant(10)).toEqual([{ value: false }]);
  await expect(grant(11)).rejects.toMatchObject({ code: "PR001" });
  await expect(grant(10, purchaseIdOf("fact:2"))).rejects.toMatchObject({ code: "PR001" });
  expect(await brokenInvariants()).toEqual([]);
});

test("a hold is captured once and never above what it holds", async () => {
  const user = await newUser();
  const { runId } = await receiptOf(user, { userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" });
  expect(await rows("SELECT ledger_capture(now(), $1, 1, 'again') AS taken", [runId])).toEqual([{ taken: 0 }]);
  expect(await brokenInvariants()).toEqual([]);
});

test("verification finds what a superuser with triggers off has broken", async () => {
  const { pool } = await import("@/lib/db/pool.server");
  const client = await pool().connect();
  try {
    await client.query("BEGIN; SET LOCAL session_replication_role = replica");
    await client.query(
      "UPDATE playground_credit_lots SET remaining = remaining - 1 WHERE user_id = $1 AND kind = 'trial'",
      [userId],
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  expect((await brokenInvariants()).map((check) => check.name)).toContain(
    "per user the ledger, the lots and the wallet come to the same sum",
  );
});
