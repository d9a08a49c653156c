import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { migrateDatabase } from "@/local/migrate-database";
import { giveTo, postgresAccount } from "@/local/postgres/account";
import { startPostgres } from "@/local/postgres/server";
import { testEnvironment } from "@/tests/support/test-environment";
import { BARE_RESET } from "./ledger-bare";
import { type Cycle, cyclesASecond, throughFunctions, throughTransactions, withoutRoundTrips } from "./ledger-cycles";
import { seedCycleRuns, seedLedgerRows, seedMembers, seedWallets, wholeLedger } from "./ledger-seed";
import { ms, percentile } from "./percentiles";
import type { Result } from "./result";

const WALLETS = 2_000;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 6);
const RESET_WALLETS = Number(process.env["BENCH_RESET_WALLETS"] ?? 100_000);
const SMALL_ROWS = 10_000;
const VERIFY_ROWS = Number(process.env["BENCH_VERIFY_ROWS"] ?? 1_000_000);
const LARGE_ROWS = Number(process.env["BENCH_LEDGER_ROWS"] ?? 10_000_000);
const NOW = new Date("2027-01-10T09:00:00Z");

type Databases = { ours: string; bare: string };

/** The ledger's speed beside bare SQL that does the same writes in the same run, on a server that waits for its disk. */
export async function benchLedger(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  chmodSync(folder, 0o755);
  giveTo(postgresAccount(join(folder, "data")), folder);
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    logFile: join(folder, "postgres.log"),
    settings: { max_connections: "200", shared_buffers: "512MB", max_wal_size: "8GB" },
  });
  const databases = { ours: server.url("ours"), bare: server.url("bare") };
  try {
    for (const url of Object.values(databases)) await migrateDatabase(url);
    await onlyWrites(databases.bare);
    return [
      ...(await benchCycles(databases)),
      await benchRead(databases.ours),
      await benchReset(databases),
      ...(await benchRows(server.url("rows"))),
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bare side has the same tables, keys, checks and indexes, and none of our functions and triggers. */
async function onlyWrites(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (const table of wholeLedger) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  });
}

async function withClient<Value>(url: string, act: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

async function benchCycles({ ours, bare }: Databases): Promise<Result[]> {
  for (const url of [ours, bare]) {
    await withClient(url, async (client) => {
      await seedWallets(client, WALLETS, NOW);
      await seedCycleRuns(client, SECONDS * 60_000);
    });
  }
  const cases = [
    { name: `hold and capture over ${WALLETS} wallets`, wallets: WALLETS, clients: 16, target: "ratio at least 0.8" },
    { name: "hold and capture on one wallet", wallets: 1, clients: 16, target: "ratio at least 0.6" },
    { name: "hold and capture on one wallet", wallets: 1, clients: 64, target: "no collapse against 16 clients" },
  ];
  const results: Result[] = [];
  for (const { name, wallets, clients, target } of cases) {
    const measure = async (url: string, cycle: Cycle) => {
      await withClient(url, (client) => client.query("VACUUM ANALYZE"));
      return cyclesASecond({ url, wallets, clients, seconds: SECONDS, cycle });
    };
    // In turn, so that a slower minute of the machine meets both.
    const rounds: { ours: number; bare: number; limit: number }[] = [];
    for (let round = 0; round < 2; round += 1) {
      rounds.push({
        ours: await measure(ours, throughFunctions),
        bare: await measure(bare, throughTransactions),
        limit: await measure(bare, withoutRoundTrips),
      });
    }
    const mean = (side: "ours" | "bare" | "limit") =>
      Math.round(rounds.reduce((total, round) => total + round[side], 0) / rounds.length);
    results.push({
      name: `${name}, ${clients} clients`,
      unit: "a second",
      count: mean("ours") * SECONDS * rounds.length,
      values: {
        ours: mean("ours"),
        bare: mean("bare"),
        "bare in one statement each": mean("limit"),
        ratio: ms(mean("ours") / mean("bare")),
      },
      target,
    });
  }
  return results;
}

async function benchRead(url: string): Promise<Result> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>("SELECT user_id AS id FROM playground_credits LIMIT 1");
    const id = rows[0]?.id;
    for (let lot = 0; lot < 1_000; lot += 1) {
      await client.query("SELECT ledger_grant($1, $2, 'purchased', 'purchase', 5, $3, 'x')", [NOW, id, `lot:${lot}`]);
    }
    await client.query("VACUUM ANALYZE playground_credit_lots");
    const times = await timesOf(500, () => client.query("SELECT credit_summary($1, $2)", [NOW, id]));
    return {
      name: "balance of a wallet with 1,000 lots",
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

/** A month ends and the next begins for everybody, in chunks as the job does it, beside the same rows written at once. */
async function benchReset({ ours, bare }: Databases): Promise<Result> {
  const end = new Date("2027-03-01T00:00:00Z");
  const seconds: Record<string, number> = {};
  for (const [side, url] of Object.entries({ ours, bare })) {
    seconds[side] = await withClient(url, async (client) => {
      await seedMembers(client, RESET_WALLETS, end);
      await client.query("VACUUM ANALYZE");
      const began = performance.now();
      if (side === "bare") for (const statement of BARE_RESET) await client.query(statement, [end]);
      else while ((await applyDue(client, end)) > 0);
      return (performance.now() - began) / 1_000;
    });
  }
  const { ours: us = 0, bare: them = 0 } = seconds;
  return {
    name: `a month's end and the next month for ${RESET_WALLETS} wallets`,
    unit: "s",
    count: RESET_WALLETS,
    values: { ours: ms(us), bare: ms(them), times: ms(us / them) },
    target: "within 3 times bare INSERT ... SELECT",
  };
}

async function applyDue(client: Client, end: Date): Promise<number> {
  const { rows } = await client.query<{ chunk: { wallets: number } }>("SELECT ledger_apply_all_due($1, 500) AS chunk", [
    end,
  ]);
  return rows[0]?.chunk.wallets ?? 0;
}

async function benchRows(url: string): Promise<Result[]> {
  await migrateDatabase(url);
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
    const grow = (rows: number) => withClient(url, (client) => seedLedgerRows(client, rows, NOW));
    const reader = await grow(SMALL_ROWS);
    const small = await page(reader);
    await grow(VERIFY_ROWS);
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
    await grow(LARGE_ROWS);
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
