import { parseArgs } from "node:util";
import { Client } from "pg";
import { runCommand } from "@/local/command";
import { randomFrom } from "@/local/random";
import { createDatabase } from "@/tests/support/database";
import { connectLedger, type LedgerDatabase } from "@/tests/support/ledger-database";
import { startTestPostgres } from "@/tests/support/postgres";
import { testEnvironment } from "@/tests/support/test-environment";
import type { World } from "./movements";
import { startStorm } from "./storm";
import { brokenInvariants } from "./verify";
import { drainFromTwoProcesses } from "./worker-process";

const USERS = 300;
const DAYS = 100;
const KILLS = 20;
const HOT_BALANCE = 2_001;
const HOT_CLIENTS = 64;
const MAX_MINUTES = 5;

/**
 * `npm run test:chaos:ledger [-- --movements 100000 --seed 1]`: movements of every kind from two processes, one user
 * fought over by all, processes and connections killed meanwhile. Exit 1 when the ledger has drifted.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { movements: { type: "string" }, seed: { type: "string" } } });
  const movements = Number(values.movements ?? 100_000);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}: ${movements} movements, ${USERS} users, ${KILLS} kills`);
  const postgres = await startTestPostgres();
  setTimeout(() => {
    console.error(`not done after ${MAX_MINUTES} minutes (seed ${seed})`);
    postgres.stop().finally(() => process.exit(1));
  }, MAX_MINUTES * 60_000).unref();
  process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
  try {
    const { url } = await createDatabase();
    Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent" });
    const ledger = await connectLedger(url);
    const world = await makeWorld(ledger, seed, movements);
    const faults = [...(await storm(url, world, movements, ledger)), ...(await hotWallet(url, ledger, world))];
    await ledger.sweep(world.start + 400 * 86_400_000, null, 100_000);
    await ledger.end();
    faults.push(...(await brokenInvariants()));
    for (const fault of faults) console.error(`DRIFT  ${fault}`);
    console.log(faults.length === 0 ? `zero drift (seed ${seed})` : `drift: try --seed ${seed} again`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await postgres.stop();
  }
});

async function makeWorld(ledger: LedgerDatabase, seed: number, movements: number): Promise<World> {
  const start = Date.parse("2027-01-31T00:00:00Z");
  const users: string[] = [];
  for (let index = 0; index < USERS; index += 1) users.push(await ledger.signUp(start));
  for (const user of users) await ledger.purchase(start, user, `stripe:pi:first-${user}:grant`, 100);
  const organization = await ledger.makeOrganization(start, true);
  return { seed, users, organization, start, stepMs: Math.max(1, Math.floor((DAYS * 86_400_000) / movements)) };
}

async function storm(url: string, world: World, movements: number, ledger: LedgerDatabase): Promise<string[]> {
  const began = performance.now();
  const admin = new Client({ connectionString: url });
  await admin.connect();
  const { calls, charged, processKills, connectionKills, repeated } = await startStorm({
    url,
    world,
    movements,
    kills: KILLS,
    random: randomFrom(world.seed),
    terminate: async (count) => {
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'chaos-worker' AND datname = current_database() ORDER BY random() LIMIT $1`,
        [count],
      );
      return rowCount ?? 0;
    },
  });
  await admin.end();
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `${calls} movements in ${seconds.toFixed(1)} s; ${processKills} processes killed, ${connectionKills} connections ended, ${repeated} acts asked for again`,
  );
  const spent = await ledger.one<number>(
    "SELECT coalesce(-sum(amount), 0)::int AS value FROM playground_credit_transactions WHERE type = 'spend'",
  );
  console.log(`${charged} credits answered as charged, ${spent} in the ledger`);
  return charged === spent ? [] : [`answers say ${charged} credits were charged, the ledger says ${spent}`];
}

async function hotWallet(url: string, ledger: LedgerDatabase, { start }: World): Promise<string[]> {
  const user = await ledger.signUp(start);
  await ledger.purchase(start, user, `stripe:pi:hot-${user}:grant`, HOT_BALANCE - 5);
  const captured = await drainFromTwoProcesses(url, user, HOT_CLIENTS);
  const { wallet } = await ledger.stored(user);
  console.log(`one wallet of ${HOT_BALANCE}, ${HOT_CLIENTS} clients: ${captured} captured, ${wallet.balance} left`);
  return captured + wallet.balance === HOT_BALANCE && wallet.balance < 2
    ? []
    : [`of ${HOT_BALANCE} credits ${captured} were captured and ${wallet.balance} are left`];
}
