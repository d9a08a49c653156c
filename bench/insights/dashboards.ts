import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { migrateDatabase } from "@/local/migrate-database";
import { testEnvironment } from "@/tests/support/test-environment";
import { startDurableDatabase } from "../durable-database";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import { DAYS, PACKAGES, type Sizes, seedInsights } from "./seed";

const LOOKS = 100;
const PEOPLE_AT_ONCE = 500;
const RUNS = Number(process.env["INSIGHTS_RUNS"] ?? 10_000_000);
const SIZES: Sizes = { runs: RUNS, sessions: RUNS / 10, users: RUNS / 100 };
const ON = `${RUNS.toLocaleString("en")} runs, ${SIZES.sessions.toLocaleString("en")} sessions, ${SIZES.users.toLocaleString("en")} users`;

/** What a look at each dashboard takes at full size, whether one scans the runs, and what it takes to count a day anew. */
export async function benchInsights(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  const database = await startDurableDatabase(folder);
  try {
    const url = database.url("bench");
    await migrateDatabase(url);
    const client = new Client({ connectionString: url });
    client.on("error", () => {}); // still open when something went wrong and its server goes
    await client.connect();
    const now = new Date();
    await seedInsights(client, SIZES, now);
    const counted = await countDays(client, now);
    Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent" });
    const looks = await lookAtAll(client, now);
    await client.end();
    const { pool } = await import("@/lib/db/pool.server");
    await pool().end();
    return [counted, ...looks];
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rolls up all that was seeded, day by day. */
async function countDays(client: Client, now: Date): Promise<Result> {
  const took: number[] = [];
  for (let ago = DAYS; ago >= 0; ago -= 1) {
    const day = new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    const began = performance.now();
    await client.query("SELECT recount_runs($1)", [day]);
    await client.query("SELECT recount_sessions($1)", [day]);
    await client.query("SELECT recount_credits($1)", [day]);
    took.push(performance.now() - began);
  }
  await countPeople(client);
  await client.query("SELECT recount_money('1 ms')");
  await client.query("VACUUM ANALYZE");
  const values = { p50: ms(percentile(took, 50)), p95: ms(percentile(took, 95)) };
  return { name: `a day counted anew, ${ON}`, unit: "ms", count: took.length, values, target: "p95 under 10000" };
}

/** Whom the runs are of, as many at a time as fit well in memory. */
async function countPeople(client: Client): Promise<void> {
  for (let first = 1; first <= SIZES.users; first += PEOPLE_AT_ONCE) {
    await client.query(
      "SELECT recount_people(ARRAY(SELECT md5('user' || n)::uuid FROM generate_series($1::int, $2::int) AS n))",
      [first, Math.min(SIZES.users, first + PEOPLE_AT_ONCE - 1)],
    );
  }
}

async function lookAtAll(client: Client, now: Date): Promise<Result[]> {
  const { getUsage } = await import("@/lib/insights/get-usage.server");
  const { listRuns } = await import("@/lib/insights/list-runs.server");
  const { getAuthor } = await import("@/lib/insights/get-author.server");
  const { getPackageFigures } = await import("@/lib/insights/get-package-figures.server");
  const { getOperator } = await import("@/lib/insights/get-operator.server");
  const { toPeriod } = await import("@/lib/insights/period");
  const period = toPeriod({}, now);
  const [users, packages] = await Promise.all([
    ids(client, "SELECT md5('user' || n)::uuid AS id FROM generate_series(1, $1) AS n", LOOKS),
    ids(
      client,
      "SELECT md5('package' || n)::uuid AS id FROM generate_series(0, $1 - 1) AS n",
      Math.min(LOOKS, PACKAGES),
    ),
  ]);
  const any = (list: readonly string[], look: number) => list[look % list.length] ?? "";
  // The first users and packages are the busiest.
  const dashboards: Record<string, (look: number) => Promise<unknown>> = {
    "my usage": (look) => getUsage(any(users, look), period, now),
    "my runs": (look) => listRuns({ userId: any(users, look), period, limit: 50, now }),
    "my runs of a package": (look) =>
      listRuns({ userId: any(users, look), period, limit: 50, now, package: any(packages, look) }),
    "my packages": (look) => getAuthor(any(users, look), period),
    "a package": (look) => getPackageFigures(any(packages, look), period),
    operator: () => getOperator(period, now),
  };
  const results: Result[] = [];
  for (const [name, look] of Object.entries(dashboards)) {
    const before = await scans(client);
    const took: number[] = [];
    for (let count = 0; count < LOOKS; count += 1) {
      const began = performance.now();
      await look(count);
      took.push(performance.now() - began);
    }
    const values = {
      p50: ms(percentile(took, 50)),
      p95: ms(percentile(took, 95)),
      "scans of runs": (await scans(client)) - before,
    };
    results.push({ name: `${name}, ${ON}`, unit: "ms", count: LOOKS, values, target: "p95 under 50, no scan of runs" });
  }
  return results;
}

async function ids(client: Client, statement: string, count: number): Promise<string[]> {
  return (await client.query<{ id: string }>(statement, [count])).rows.map(({ id }) => id);
}

/** How often the runs were read from end to end so far; the counters of other connections come with a delay. */
async function scans(client: Client): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await client.query<{ scans: string }>(
    "SELECT seq_scan AS scans FROM pg_stat_user_tables WHERE relname = 'playground_runs'",
  );
  return Number(rows[0]?.scans ?? 0);
}
