import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { daysBetween } from "@/lib/insights/day";
import { getAuthor } from "@/lib/insights/get-author.server";
import { getOperator } from "@/lib/insights/get-operator.server";
import { getPackageFigures } from "@/lib/insights/get-package-figures.server";
import { getUsage } from "@/lib/insights/get-usage.server";
import { toPeriod } from "@/lib/insights/period";
import { recountDay, recountPeople } from "@/lib/insights/recount-day.server";
import { importStarterPackages } from "@/local/starter-packages";
import { fillWithTraffic } from "@/local/traffic/fill";
import { ADA } from "@/local/traffic/town";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

const COUNTED = ["playground_runs", "playground_credit_transactions"];

/** As many as the pool may have. */
const CONNECTIONS = 10;

const COUNTS = `SELECT count(*)::int AS people, (SELECT count(*)::int FROM playground_runs r JOIN users a ON a.id = r.user_id
  WHERE a.email = $1) AS adas FROM users WHERE email LIKE '%@traffic.example'`;

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  // Of few rows all would be read from end to end; here only where there is no other way.
  vi.stubEnv("PGOPTIONS", "-c enable_seqscan=off");
  product = await startProduct();
  await importStarterPackages(process.env);
  // Postgres counts it as reading from end to end when it looks by itself at what a table holds.
  for (const table of COUNTED) await rows(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
});
afterAll(async () => {
  await product.stop();
  vi.unstubAllEnvs();
});

/** How often runs and the ledger were read from end to end so far. */
async function scans(): Promise<number> {
  // Every connection of the pool keeps its counts for a while, unless it is told not to.
  const tell = () => rows("SELECT pg_stat_force_next_flush(), pg_sleep(0.3)");
  await Promise.all(Array.from({ length: CONNECTIONS }, tell));
  const [read] = await rows<{ scans: number }>(
    `SELECT sum(seq_scan)::int AS scans FROM pg_stat_user_tables
    WHERE relname = ANY ($1)`,
    [COUNTED],
  );
  return read?.scans ?? 0;
}

async function figures(now: Date) {
  const period = toPeriod({}, now);
  const [ada] = await rows<{ id: string }>("SELECT id FROM users WHERE email = $1", [ADA]);
  const id = ada?.id ?? "";
  const author = await getAuthor(id, period);
  const [first] = author.packages;
  return {
    period,
    usage: await getUsage(id, period, now),
    author,
    busiest: await getPackageFigures(first?.packageId ?? "", period),
    operator: await getOperator(period, now),
  };
}

/** What people do depends on the day of the week, and on a Friday these would share nothing of Ada's by chance. */
function lastThursday(): Date {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 3) % 7));
  return day;
}

test("simulated traffic breaks no invariant, fills every dashboard without a scan of runs, and counting it all anew changes no figure", async () => {
  const now = lastThursday();
  await fillWithTraffic({ people: 150, days: 25, seed: 7, now });
  expect(await brokenInvariants()).toEqual([]);

  const { period, usage, author, busiest, operator } = await figures(now);
  for (const value of [usage.runs, usage.creditsSpent, usage.sessions.saved, usage.sessions.shared]) {
    expect(value).toBeGreaterThan(0);
  }
  expect(author.packages.map(({ runs }) => runs > 0)).toEqual([true, true, true, true]);
  expect(busiest.people).toBeGreaterThan(busiest.returned);
  expect(busiest.managers.runs).toBeGreaterThan(0);
  expect(busiest.baseline.runs).toBeGreaterThan(0);
  expect(busiest.installs).toBeGreaterThan(0);
  expect(busiest.suggestedInputs.some(({ used }) => used > 0)).toBe(true);
  expect(operator.byDay.filter(({ runs }) => runs > 0).length).toBeGreaterThan(20);
  expect(operator.failures.length).toBeGreaterThan(0);
  expect(operator.bySource.map(({ source }) => source)).toEqual(expect.arrayContaining(["plus", "free", "none"]));
  expect(new Set(operator.revenue.map(({ product: sold }) => sold)).size).toBeGreaterThan(2);
  expect(operator.plus.members).toBeGreaterThan(0);

  const before = await scans();
  await figures(now);
  expect(await scans()).toBe(before);

  for (const day of daysBetween(period.from, period.to)) {
    await recountDay(day);
    await recountPeople(day);
  }
  await rows("SELECT recount_money('1 ms')");
  // The planner knows more now, and goes other ways to the same rows.
  await rows("ANALYZE");
  expect(await figures(now)).toEqual({ period, usage, author, busiest, operator });
});

test("the stack's own sweep beside it does not end it, nor alerts what goes as it should", async () => {
  const { sweepRuns } = await import("@/lib/runs/sweep-runs.server");
  const now = new Date();
  let isFilling = true;
  const sweep = async () => {
    while (isFilling) await sweepRuns(new Date());
  };
  const sweeping = sweep();
  await fillWithTraffic({ people: 120, days: 60, seed: 3, now }).finally(() => {
    isFilling = false;
  });
  await sweeping;
  expect(await brokenInvariants()).toEqual([]);
  expect(await rows("SELECT message FROM alerts WHERE kind = 'stale_holds'")).toEqual([]);
});

test("traffic that is added is other people's: Ada lives and subscribes once", async () => {
  const [before] = await rows<{ people: number; adas: number }>(COUNTS, [ADA]);
  await fillWithTraffic({ people: 20, days: 40, seed: 5, now: new Date() });
  const [after] = await rows<{ people: number; adas: number }>(COUNTS, [ADA]);
  expect(after).toEqual({ people: (before?.people ?? 0) + 20, adas: before?.adas });
  expect(await rows("SELECT message FROM alerts WHERE kind = 'second_subscription'")).toEqual([]);
  expect(await brokenInvariants()).toEqual([]);
});
