import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { migrateDatabase } from "@/local/migrate-database";
import { readMigrations } from "@/local/migration-files";
import { unmigratedDatabase } from "@/tests/support/database";
import { brokenInvariants, rows } from "@/tests/support/product";

const migrations = readMigrations(process.env["TEST_MIGRATIONS"]);

let database: Awaited<ReturnType<typeof unmigratedDatabase>>;
let url: string;

beforeAll(async () => {
  database = await unmigratedDatabase();
  url = database.url;
});
afterAll(() => database.close());

const people = { nobody: newId(), member: newId(), twice: newId(), unverified: newId(), soon: newId() };
const ids = Object.values(people);

async function insertUserBase(): Promise<void> {
  for (const [name, id] of Object.entries(people)) {
    await rows("INSERT INTO users (id, email, handle, created_at) VALUES ($1, $2, $3, '2025-01-31')", [
      id,
      `${name}@example.com`,
      name,
    ]);
  }
  const [first, second, third, fourth] = [newId(), newId(), newId(), newId()];
  await rows(
    `INSERT INTO organizations (id, slug, name, verified_at) VALUES ($1, 'first', 'First', '2025-06-01'),
      ($2, 'second', 'Second', '2025-06-01'), ($3, 'third', 'Third', NULL), ($4, 'fourth', 'Fourth', now() + '1 day')`,
    [first, second, third, fourth],
  );
  const { member, twice, unverified, soon } = people;
  await rows(
    `INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $5, '2025-07-01'),
      ($1, $6, '2025-07-01'), ($2, $6, '2025-08-01'), ($3, $7, '2025-07-01'), ($4, $8, '2025-07-01')`,
    [first, second, third, fourth, member, twice, unverified, soon],
  );
}

const state = async () => ({
  wallets: await rows("SELECT * FROM playground_credits ORDER BY user_id"),
  lots: await rows("SELECT * FROM playground_credit_lots ORDER BY id"),
  transactions: await rows("SELECT * FROM playground_credit_transactions ORDER BY id"),
  memberships: await rows("SELECT * FROM membership_periods ORDER BY id"),
});

const granted = () =>
  rows<{ user_id: string; lots: string }>(
    `SELECT user_id, string_agg(kind || ' ' || remaining, ', ' ORDER BY kind) AS lots FROM playground_credit_lots
    GROUP BY user_id`,
  );

test("an existing user base gets 5 trial credits each, 200 for members of verified organisations, and once", async () => {
  await migrateDatabase(url, { migrations: migrations.slice(0, 1) });
  await insertUserBase();
  const { applied } = await migrateDatabase(url, { migrations });
  expect(applied).toBe(migrations.length - 1);

  const lots = Object.fromEntries((await granted()).map((row) => [row.user_id, row.lots]));
  const { nobody, member, twice, unverified, soon } = people;
  expect(lots).toEqual({
    [nobody]: "trial 5",
    [member]: "monthly 200, trial 5",
    [twice]: "monthly 200, trial 5",
    [unverified]: "trial 5",
    [soon]: "trial 5",
  });
  expect(await brokenInvariants()).toEqual([]);

  const before = await state();
  expect(await migrateDatabase(url, { migrations })).toEqual({ applied: 0, alreadyThere: migrations.length });
  expect(await state()).toEqual(before);
});

test("the months of that user base go on: the next one after this, the first one when verification begins", async () => {
  const { nobody, member, twice, unverified, soon } = people;
  const [{ now } = { now: new Date() }] = await rows<{ now: Date }>("SELECT now() + interval '33 days' AS now");
  const { getCreditSummary } = await import("@/lib/credits/wallet.server");
  const monthly: Record<string, number> = {};
  for (const id of ids) monthly[id] = (await getCreditSummary(id, now)).breakdown.monthly;
  expect(monthly).toEqual({ [nobody]: 0, [member]: 200, [twice]: 200, [unverified]: 0, [soon]: 200 });
  const { breakdown } = await getCreditSummary(member, now);
  expect(breakdown).toEqual({ monthly: 200, rollover: 200, trial: 5, purchased: 0 });
  expect(await brokenInvariants()).toEqual([]);
});
