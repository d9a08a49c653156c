import { testEnvironment } from "@/tests/support/test-environment";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import { withClient, withDatabases } from "./databases";
import { seedLedgerRows, seedWallets } from "./seed";

const LOTS = 1_000;
const SMALL_ROWS = 10_000;
const VERIFY_ROWS = Number(process.env["BENCH_VERIFY_ROWS"] ?? 1_000_000);
const LARGE_ROWS = Number(process.env["BENCH_LEDGER_ROWS"] ?? 10_000_000);
const NOW = new Date("2027-01-10T09:00:00Z");

/** The balance of a wallet of many lots, a page of the statement in a small and a large ledger, its verification. */
export function benchReads(): Promise<Result[]> {
  return withDatabases(async ({ ours, bare }) => [await benchRead(ours), ...(await benchRows(bare))]);
}

async function benchRead(url: string): Promise<Result> {
  return withClient(url, async (client) => {
    await seedWallets(client, 1, NOW);
    const { rows } = await client.query<{ id: string }>("SELECT user_id AS id FROM playground_credits");
    const id = rows[0]?.id;
    for (let lot = 1; lot < LOTS; lot += 1) {
      await client.query("SELECT ledger_grant($1, $2, 'trial', 'adjustment', 5, $3, 'x')", [NOW, id, `lot:${lot}`]);
    }
    await client.query("VACUUM ANALYZE playground_credit_lots");
    const times = await timesOf(500, () => client.query("SELECT credit_summary($1, $2)", [NOW, id]));
    return {
      name: `balance of a wallet with ${LOTS} lots`,
      unit: "ms",
      count: times.length,
      values: { p50: ms(percentile(times, 50)), p95: ms(percentile(times, 95)) },
      target: "under 2",
    };
  });
}

async function timesOf(count: number, act: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await act(index);
    times.push(performance.now() - began);
  }
  return times;
}

async function benchRows(url: string): Promise<Result[]> {
  Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent" });
  const { listStatement } = await import("@/lib/credits/statement.server");
  const { verifyLedger } = await import("@/lib/credits/verify-ledger.server");
  const { pool } = await import("@/lib/db/pool.server");
  const page = async (userId: string) => {
    const act = (index: number) => listStatement({ userId, now: NOW, limit: 50, before: 2 + (index % 1_000) });
    await timesOf(200, act);
    return percentile(await timesOf(1_000, act), 95);
  };
  try {
    const results: Result[] = [];
    const grow = (rows: number, chained: boolean) =>
      withClient(url, (client) => seedLedgerRows(client, { rows, now: NOW, chained }));
    const reader = await grow(SMALL_ROWS, true);
    const small = await page(reader);
    await grow(VERIFY_ROWS, true);
    const began = performance.now();
    const broken = (await verifyLedger()).filter((check) => check.broken > 0);
    if (broken.length > 0) throw new Error(`the generated ledger is broken: ${JSON.stringify(broken)}`);
    results.push({
      name: `ledger:verify of ${VERIFY_ROWS} rows`,
      unit: "s",
      count: VERIFY_ROWS,
      values: { seconds: ms((performance.now() - began) / 1_000) },
      target: "under 30",
    });
    await grow(LARGE_ROWS, false);
    const large = await page(reader);
    results.push({
      name: `a page of the statement at ${SMALL_ROWS} and at ${LARGE_ROWS} rows, p95`,
      unit: "ms",
      count: 1_000,
      values: { small: ms(small), large: ms(large), times: ms(large / small) },
      target: "within 1.5 times",
    });
    return results;
  } finally {
    await pool().end();
  }
}
