import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { migrateDatabase } from "@/local/migrate-database";
import { readMigrations } from "@/local/migration-files";
import { createDatabase } from "@/tests/support/database";
import { connectLedger } from "@/tests/support/ledger-database";
import { brokenInvariants, newUser, rows, startProduct } from "@/tests/support/product";

/** A database, or a role, that is set to another zone: nothing of the ledger may depend on it. */
const inZone = (url: string, zone: string): string => `${url}?options=${encodeURIComponent(`-c TimeZone=${zone}`)}`;

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
  process.env["DATABASE_URL"] = inZone(process.env["DATABASE_URL"] ?? "", "America/New_York");
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await product.stop();
});

test("calendar months are those of UTC, each once", async () => {
  expect(await rows("SELECT current_setting('TimeZone') AS zone")).toEqual([{ zone: "America/New_York" }]);
  const { listMonths } = await import("@/lib/credits/list-months.server");
  const user = await newUser();
  await rows("SELECT ledger_adjust($1, $2, 7, $3, 'test', $2)", ["2028-03-01T00:30:00Z", user.id, `zone:${newId()}`]);
  const months = await listMonths(user.id, new Date("2028-03-15T12:00:00Z"));
  expect(months.length).toBe(12);
  expect(new Set(months.map(({ month }) => month)).size).toBe(12);
  expect(months.at(-1)).toMatchObject({ month: "2028-03", granted: 7 });
});

test("periods across a change to summer time begin and end at the anchor's instant in UTC", async () => {
  const ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
  const anchor = Date.parse("2027-01-31T02:30:00Z");
  const user = await ledger.signUp(anchor);
  await ledger.join(anchor, user, await ledger.makeOrganization(anchor, true));
  await ledger.apply(Date.parse("2027-05-15T00:00:00Z"), user);
  const ends = (await ledger.stored(user)).lots.filter((lot) => lot.kind === "monthly").map((lot) => lot.expires_at);
  expect(ends.map((end) => new Date(end ?? "").toISOString())).toEqual([
    "2027-02-28T02:30:00.000Z",
    "2027-03-31T02:30:00.000Z",
    "2027-04-30T02:30:00.000Z",
    "2027-05-31T02:30:00.000Z",
  ]);
  await ledger.end();
});

test("the first month of an existing user base ends a month later in UTC", async () => {
  const database = await createDatabase();
  await database.drop(); // before credits there was nothing
  const url = inZone(database.url, "Pacific/Kiritimati");
  const migrations = readMigrations(process.env["TEST_MIGRATIONS"]);
  await migrateDatabase(url, { migrations: migrations.slice(0, 1) });
  const ledger = await connectLedger(url);
  const [user, organization] = [newId(), newId()];
  await ledger.run("INSERT INTO users (id, email, handle) VALUES ($1, 'a@example.com', 'a')", [user]);
  await ledger.run("INSERT INTO organizations (id, slug, name, verified_at) VALUES ($1, 'o', 'O', '2025-01-01')", [
    organization,
  ]);
  await ledger.run("INSERT INTO organization_members (organization_id, user_id) VALUES ($1, $2)", [organization, user]);
  await migrateDatabase(url, { migrations });
  const isWhole = "SELECT bool_and(expires_at = period_start(w.anchor, 1)) AS value FROM playground_credit_lots l";
  expect(await ledger.one(`${isWhole} JOIN playground_credits w USING (user_id) WHERE l.kind = 'monthly'`)).toBe(true);
  await ledger.end();
  await database.drop();
});
