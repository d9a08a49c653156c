import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { migrateDatabase } from "@/local/migrate-database";
import { readMigrations } from "@/local/migration-files";
import { unmigratedDatabase } from "@/tests/support/database";
import { brokenInvariants, rows } from "@/tests/support/product";

/** The last migration before movements were made in sets: a released database stands there, with a used ledger. */
const RELEASED = "20261122000200_periods_and_clawback";
const migrations = readMigrations(process.env["TEST_MIGRATIONS"]);
const released = migrations.findIndex(({ name }) => name === RELEASED) + 1;

let database: Awaited<ReturnType<typeof unmigratedDatabase>>;
let url: string;

beforeAll(async () => {
  database = await unmigratedDatabase();
  url = database.url;
});
afterAll(() => database.close());

const START = Date.parse("2026-09-30T12:00:00Z");
const day = (number: number): string => new Date(START + number * 86_400_000).toISOString();

const NO_FIGURES = {
  costMicroUsd: 1,
  usageEstimated: false,
  inputTokens: 1,
  outputTokens: 1,
  thinkingTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  firstTokenMs: 1,
  durationMs: 1,
};

async function signUp(name: string): Promise<string> {
  const id = newId();
  await rows("SELECT sign_up($1)", [{ now: day(0), id, email: `${name}@example.com`, handle: name, claims: [] }]);
  return id;
}

async function buy(user: string, credits: number, at: number): Promise<string> {
  const [id, key] = [newId(), `stripe:pi:${user}-${at}:grant`];
  await rows(
    `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, status)
    VALUES ($1, $2, 'small', $3, 500, 'usd', 'paid')`,
    [id, user, credits],
  );
  await rows("SELECT ledger_grant($1, $2, 'purchased', 'purchase', $3, $4, 'Bought', p_purchase => $5)", [
    day(at),
    user,
    credits,
    key,
    id,
  ]);
  return key;
}

async function spend(user: string, quoted: number, charged: number | null, at: number): Promise<void> {
  const [session, run] = [newId(), newId()];
  const common = { model: "sonnet", provider_model: "m", effort: "low", user_input: "x", sent_input: "x" };
  const price = { max_tokens: 1, prompt_tokens: 1, max_cost_micro_usd: 1, price_date: "2026-09-01" };
  const [answer] = await rows<{ outcome: string }>("SELECT start_runs($1)->>'outcome' AS outcome", [
    {
      now: day(at),
      userId: user,
      leaseUntil: day(at + 1),
      idempotencyKey: null,
      requestHash: "h",
      perMinute: 100,
      inFlight: 100,
      session: { id: session, title: "t", saved: false, isNew: true },
      runs: [{ id: run, credits_quoted: quoted, prompt_hash: "h", ...common, ...price }],
    },
  ]);
  expect(answer?.outcome).toBe("started");
  const end = { status: charged ? "succeeded" : "failed", charge: charged, response: "", usage: {}, reason: "Run" };
  if (charged !== null) await rows("SELECT settle_run($1)", [{ now: day(at), runId: run, ...end, ...NO_FIGURES }]);
}

const wallets = () =>
  rows<{ debt: number }>(`SELECT w.user_id, w.balance, w.held, w.debt,
      (SELECT jsonb_agg(jsonb_build_array(kind, remaining, held, expires_at) ORDER BY id)
        FROM playground_credit_lots l WHERE l.user_id = w.user_id) AS lots,
      (SELECT jsonb_agg(jsonb_build_array(type, amount, natural_key) ORDER BY seq)
        FROM playground_credit_transactions t WHERE t.user_id = w.user_id) AS movements
    FROM playground_credits w ORDER BY w.user_id`);

test("a used ledger keeps every credit, hold and debt through the next release, and goes on from there", async () => {
  await migrateDatabase(url, { migrations: migrations.slice(0, released) });
  const [spender, buyer, subscriber, member, debtor] = await Promise.all(
    ["spender", "buyer", "subscriber", "member", "debtor"].map(signUp),
  );
  if (!spender || !buyer || !subscriber || !member || !debtor) throw new Error("five people signed up");
  await spend(spender, 3, 2, 1);
  await spend(spender, 1, 0, 2);
  await spend(spender, 2, null, 3); // in the air while the release goes out
  await buy(buyer, 100, 1);
  await spend(buyer, 3, 3, 2);
  await rows("SELECT ledger_grant_month($1, $2, 'in_1', $1, $3)", [day(1), subscriber, day(31)]);
  await rows("SELECT ledger_grant_month($1, $2, 'in_2', $1, $3)", [day(31), subscriber, day(62)]);
  await rows("SELECT ledger_clawback($1, 'stripe:invoice:in_2:grant', 'refund', 50, 'Refund')", [day(32)]);
  const organization = newId();
  await rows("INSERT INTO organizations (id, slug, name, verified_at) VALUES ($1, 'org', 'Org', $2)", [
    organization,
    day(1),
  ]);
  await rows("INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $2, $3)", [
    organization,
    member,
    day(1),
  ]);
  await rows("SELECT ledger_apply_due($1, $2)", [day(40), member]);
  const key = await buy(debtor, 100, 1);
  for (let at = 2; at < 32; at += 1) await spend(debtor, 3, 3, at);
  await rows("SELECT ledger_clawback($1, $2, 'refund', 100, 'Refund')", [day(33), key]);

  const before = await wallets();
  expect(before.map(({ debt }) => debt).reduce((sum, debt) => sum + debt)).toBe(85);
  await migrateDatabase(url, { migrations });
  expect(await wallets()).toEqual(before);
  expect(await brokenInvariants()).toEqual([]);

  const { getCreditSummary } = await import("@/lib/credits/wallet.server");
  const now = new Date(START + 65 * 86_400_000);
  const later = [];
  for (const id of [spender, buyer, subscriber, member, debtor]) {
    const { breakdown } = await getCreditSummary(id, now);
    later.push(breakdown);
  }
  expect(later).toEqual([
    { monthly: 0, rollover: 0, trial: 3, purchased: 0 },
    { monthly: 0, rollover: 0, trial: 2, purchased: 100 },
    { monthly: 0, rollover: 150, trial: 5, purchased: 0 },
    { monthly: 200, rollover: 200, trial: 5, purchased: 0 },
    { monthly: 0, rollover: 0, trial: 0, purchased: 0 },
  ]);
  expect(await brokenInvariants()).toEqual([]);
});
