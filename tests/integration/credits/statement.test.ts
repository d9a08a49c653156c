import { afterAll, beforeAll, expect, test } from "vitest";
import { newUser, receiptOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

async function statement(userId: string, now: Date) {
  const { listStatement } = await import("@/lib/credits/statement.server");
  return (await listStatement({ userId, now, limit: 50 })).lines;
}

test("a run's session is linked to until it goes", async () => {
  const user = await newUser();
  const { sessionId } = await receiptOf(user, { userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" });
  const cause = async (now: Date) => (await statement(user.id, now))[0]?.cause;
  expect(await cause(new Date())).toEqual({ kind: "run", sessionId });
  expect(await cause(new Date(Date.now() + 25 * 3_600_000))).toEqual({ kind: "run", sessionId: null });
  await rows("UPDATE playground_sessions SET deleted_at = now() WHERE id = $1", [sessionId]);
  expect(await cause(new Date())).toEqual({ kind: "run", sessionId: null });
});

test("what became of a month names the month and the movement that granted it", async () => {
  const user = await newUser();
  const organization = "01900000-0000-7000-8000-00000000abcd";
  await rows("INSERT INTO organizations (id, slug, name, verified_at) VALUES ($1, 'acme', 'Acme', now())", [
    organization,
  ]);
  await rows("INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $2, now())", [
    organization,
    user.id,
  ]);
  const later = new Date(Date.now() + 63 * 86_400_000);
  await rows("SELECT ledger_apply_due($1, $2)", [later, user.id]);
  const lines = (await statement(user.id, later)).toReversed();
  expect(lines.map(({ type, amount, cause }) => [type, amount, cause?.kind === "month" && cause.grantSeq])).toEqual([
    ["trial", 5, false],
    ["monthly", 200, null],
    ["rollover", -200, 2],
    ["rollover", 200, 2],
    ["monthly", 200, null],
    ["expire", -200, 4],
    ["rollover", -200, 5],
    ["rollover", 200, 5],
    ["monthly", 200, null],
  ]);
  expect(lines[5]?.description).toBe("Rolled over and not used in time");
});

test("a refund names the purchase that it is about", async () => {
  const user = await newUser();
  const purchase = "01900000-0000-7000-8000-00000000beef";
  await rows(
    `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency)
    VALUES ($1, $2, 'small', 100, 500, 'usd')`,
    [purchase, user.id],
  );
  const source = `purchase:${purchase}:grant`;
  const grant = "SELECT ledger_grant(now(), $1, 'purchased', 'purchase', 100, $2, 'Bought', NULL, NULL, $3)";
  await rows(grant, [user.id, source, purchase]);
  await rows("SELECT ledger_clawback(now(), $1, 'refund', 100, 'Refund of the small pack')", [source]);
  const lines = await statement(user.id, new Date());
  expect(lines.slice(0, 2).map(({ description, cause }) => [description, cause])).toEqual([
    ["Refund of the small pack", { kind: "purchase", grantSeq: 2 }],
    ["Small pack, $5", { kind: "purchase", grantSeq: null }],
  ]);
});

test("months count grants and spending where they happened, and carrying over in neither", async () => {
  const { listMonths } = await import("@/lib/credits/list-months.server");
  const user = await newUser();
  const now = new Date("2028-03-15T12:00:00.000Z");
  const move = (at: string, amount: number) =>
    rows("SELECT ledger_adjust($1, $2, $3, $4, 'test', $2)", [at, user.id, amount, `months:${at}:${amount}`]);
  await move("2027-03-31T23:59:59.999Z", 1);
  await move("2027-04-01T00:00:00.000Z", 20);
  await move("2028-03-01T00:00:00.000Z", 3);
  await move("2028-03-02T00:00:00.000Z", -1);
  const months = await listMonths(user.id, now);
  expect(months.map(({ month }) => month)).toEqual([
    ...Array.from({ length: 9 }, (_, index) => `2027-${String(index + 4).padStart(2, "0")}`),
    ...["2028-01", "2028-02", "2028-03"],
  ]);
  expect([months[0], months[11]].map((totals) => [totals?.granted, totals?.back])).toEqual([
    [20, 0],
    [3, -1],
  ]);
  expect(months.slice(1, 11).every(({ granted, spent }) => granted === 0 && spent === 0)).toBe(true);
});
