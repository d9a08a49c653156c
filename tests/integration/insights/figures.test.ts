import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getAuthor } from "@/lib/insights/get-author.server";
import { getOperator } from "@/lib/insights/get-operator.server";
import { getPackageFigures } from "@/lib/insights/get-package-figures.server";
import { getUsage } from "@/lib/insights/get-usage.server";
import { getUserCounts } from "@/lib/insights/get-user-counts.server";
import { keepRollups } from "@/lib/insights/keep-rollups.server";
import { recountDay, recountPeople } from "@/lib/insights/recount-day.server";
import { histories } from "@/tests/support/insights/histories";
import { live, makeWorld, type World } from "@/tests/support/insights/live";
import { readRaw } from "@/tests/support/insights/recount";
import { dayOf } from "@/tests/support/insights/tables";
import { connectLedger } from "@/tests/support/ledger-database";
import { brokenInvariants, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: Awaited<ReturnType<typeof connectLedger>>;

beforeAll(async () => {
  product = await startProduct();
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
});
afterAll(async () => {
  await ledger.end();
  await product.stop();
});

const HISTORIES = Number(process.env["HISTORIES"] ?? 60);
const BEGIN = Date.parse("2026-11-05T19:30:00Z");
const EMPTY_DATABASE = `TRUNCATE users, organizations, packages, scopes, alerts, stripe_events, provider_spend, playground_usage,
  run_days, package_days, package_installs, package_install_days, run_people, package_people, package_picks, session_days,
  credit_days, rollup_days, comparison_picks, movement_days, sale_days CASCADE`;

async function emptyDatabase(): Promise<void> {
  // The ledger lets nobody truncate it, for once not even us.
  await ledger.run("SET session_replication_role = replica");
  await ledger.run(EMPTY_DATABASE);
  await ledger.run("UPDATE money_counted SET until = '-infinity'");
  await ledger.run("SET session_replication_role = DEFAULT");
}

const keyed = <Line, Value>(lines: readonly Line[], keyOf: (line: Line) => string, makeOf: (line: Line) => Value) =>
  Object.fromEntries(lines.map((line) => [keyOf(line), makeOf(line)]));

/** A median from buckets is right to a tenth; all else is exact. */
function expectSums(found: { medianTimeMs: number | null }, counted: { medianTimeMs: number | null }): void {
  expect({ ...found, medianTimeMs: null }).toMatchObject({ ...counted, medianTimeMs: null });
  expect(found.medianTimeMs === null).toBe(counted.medianTimeMs === null);
  if (found.medianTimeMs === null || counted.medianTimeMs === null) return;
  expect(Math.abs(found.medianTimeMs / counted.medianTimeMs - 1)).toBeLessThan(0.1);
}

async function figuresOf({ people, packages }: World, now: number) {
  const at = new Date(now);
  const period = { from: dayOf(new Date(BEGIN)), to: dayOf(at) };
  return {
    usage: await Promise.all(people.map((user) => getUsage(user, period, at))),
    users: await Promise.all(people.map((user) => getUserCounts(user, at))),
    a: await getPackageFigures(packages.a, period),
    b: await getPackageFigures(packages.b, period),
    authors: await Promise.all(people.map((user) => getAuthor(user, period))),
    operator: await getOperator(period, at),
  };
}

type Figures = Awaited<ReturnType<typeof figuresOf>>;
type Raw = Awaited<ReturnType<typeof readRaw>>;

function expectUsage({ people }: World, raw: Raw, figures: Figures): void {
  for (const [index, user] of people.entries()) {
    const { byDay, byModel, byPackage, shared, views, ...whole } = raw.usage(user);
    const found = figures.usage[index];
    expect(found).toMatchObject({ ...whole, sessions: { shared, views } });
    const days = found?.byDay.filter(({ runs }) => runs > 0) ?? [];
    expect(
      keyed(
        days,
        ({ day }) => day,
        ({ day: _, ...counts }) => counts,
      ),
    ).toEqual(Object.fromEntries(byDay));
    expect(
      keyed(
        found?.byModel ?? [],
        ({ model }) => model,
        ({ model: _, ...counts }) => counts,
      ),
    ).toEqual(Object.fromEntries(byModel));
    for (const line of found?.byPackage ?? []) expect(line).toMatchObject(byPackage.get(line.packageId) ?? {});
    expect(found?.byPackage).toHaveLength(byPackage.size);
  }
}

function expectUsers({ people }: World, now: number, raw: Raw, figures: Figures): void {
  for (const [index, user] of people.entries()) expect(figures.users[index]).toEqual(raw.user(user, new Date(now)));
}

function expectPackages({ packages, suggestions, versions }: World, raw: Raw, figures: Figures): void {
  for (const [id, found] of [
    [packages.a, figures.a],
    [packages.b, figures.b],
  ] as const) {
    const {
      onDay,
      installsByWay,
      byModel,
      byVersion,
      managers,
      baseline,
      suggestions: suggested,
      ...whole
    } = raw.packageFigures(id);
    expectSums(found, whole);
    expectSums(found.managers, managers);
    expectSums(found.baseline, baseline);
    for (const line of found.byDay) expect(line).toMatchObject(onDay(line.day));
    const ways = keyed(
      found.installsByWay,
      ({ way, tool }) => `${way} ${tool ?? ""}`,
      ({ installs }) => installs,
    );
    expect(ways).toEqual(Object.fromEntries(installsByWay));
    for (const { model, ...line } of found.byModel) expectSums(line, byModel.get(model) as typeof line);
    expect(found.byModel).toHaveLength(byModel.size);
    const named = new Map(Object.entries(versions));
    for (const { version, ...line } of found.byVersion) {
      expectSums(line, byVersion.get(named.get(version ?? "") ?? null) as typeof line);
    }
    expect(found.byVersion).toHaveLength(byVersion.size);
    for (const line of found.suggestedInputs) expect(line).toMatchObject(suggested(line.id));
    expect(found.suggestedInputs).toHaveLength(id === packages.a ? suggestions.length : 0);
    const listed = figures.authors[id === packages.a ? 3 : 4]?.packages[0];
    const { runs, succeeded, credits, people: persons, returned: _, ...rest } = whole;
    expect(listed).toMatchObject({
      packageId: id,
      runs,
      succeeded,
      credits,
      people: persons,
      managersRuns: managers.runs,
      baselineRuns: baseline.runs,
      againstNoPrompt: rest.againstNoPrompt,
      shares: rest.shares,
      installs: rest.installs,
      views: rest.views,
    });
  }
}

function expectOperator(now: number, raw: Raw, figures: Figures): void {
  const { sources, byDay, byModel, failures, sales, moved, outstanding, runsOn, activeOn, ...whole } = raw.operator();
  const found = figures.operator;
  expect(found).toMatchObject(whole);
  expect(found.averageCredits).toBe(whole.runs === 0 ? null : whole.creditsSpent / whole.runs);
  for (const line of found.byDay)
    expect(line).toMatchObject(byDay.get(line.day) ?? { runs: 0, people: 0, sessions: 0, signUps: 0 });
  expect(
    keyed(
      found.byModel,
      ({ model }) => model,
      ({ runs }) => runs,
    ),
  ).toEqual(Object.fromEntries(byModel));
  const bySource = keyed(
    found.bySource,
    ({ source }) => source,
    ({ source: _, margin: __, ...of }) => of,
  );
  expect(bySource).toEqual(Object.fromEntries(sources));
  expect(
    keyed(
      found.failures,
      ({ day, errorCode }) => `${day} ${errorCode}`,
      ({ runs }) => runs,
    ),
  ).toEqual(Object.fromEntries(failures));
  const revenue = keyed(
    found.revenue,
    ({ day, product }) => `${day} ${product}`,
    ({ sales: n, amountCents, refundedCents }) => ({ sales: n, amountCents, refundedCents }),
  );
  expect(revenue).toEqual(Object.fromEntries(sales));
  expect(
    keyed(
      found.movements,
      ({ day, type }) => `${day} ${type}`,
      ({ added, taken }) => ({ added, taken }),
    ),
  ).toEqual(Object.fromEntries(moved));
  expect(found.outstanding.balance).toBe(outstanding);
  const today = dayOf(new Date(now));
  expect([found.runsToday, found.activePeople.day]).toEqual([runsOn(today), activeOn(today)]);
}

async function expectTrue(world: World, now: number): Promise<void> {
  const { people, packages } = world;
  // First: whoever looks at their wallet has what is due applied to it.
  const figures = await figuresOf(world, now);
  const raw = await readRaw(
    new Map([
      [packages.a, new Set([people[3] as string])],
      [packages.b, new Set([people[4] as string])],
    ]),
    world.copies,
  );
  expectUsage(world, raw, figures);
  expectUsers(world, now, raw, figures);
  expectPackages(world, raw, figures);
  expectOperator(now, raw, figures);
}

test("every figure equals a naive recount, and counting all days anew, twice and together, changes none", async () => {
  let lived = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (acts) => {
      await emptyDatabase();
      const world = await makeWorld(ledger, BEGIN);
      const now = await live(world, acts, BEGIN);
      await expectTrue(world, now);

      const days = await rows<{ day: string }>(
        "SELECT DISTINCT utc_day(created_at)::text AS day FROM playground_sessions",
      );
      await Promise.all([...days, ...days].map(({ day }) => recountDay(day)));
      await Promise.all([...days, ...days].map(({ day }) => recountPeople(day)));
      await Promise.all([keepRollups(new Date(now)), keepRollups(new Date(now))]);
      await Promise.all(["recount", "count", "recount"].map((how) => rows(`SELECT ${how}_money('1 ms')`)));
      await expectTrue(world, now);
      lived += 1;
      expect(await brokenInvariants()).toEqual([]);
    }),
    { numRuns: HISTORIES, interruptAfterTimeLimit: 50_000, endOnFailure: true },
  );
  expect(lived).toBeGreaterThan(0);
});
