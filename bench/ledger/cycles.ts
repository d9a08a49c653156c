import { ms } from "../percentiles";
import type { Result } from "../result";
import { type Cycle, cyclesASecond, throughFunctions, throughTransactions, withoutRoundTrips } from "./cycle";
import { type Databases, withClient, withDatabases } from "./databases";
import { seedCycleRuns, seedWallets } from "./seed";

const WALLETS = 2_000;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 6);
const ROUNDS = 3;
/** DATABASE_POOL_MAX where nothing else is set. */
const POOL_OF_A_PROCESS = 10;
const NOW = new Date("2027-01-10T09:00:00Z");

/** Holds and captures a second through the ledger, beside bare SQL that does the same writes in the same run. */
export function benchCycles(): Promise<Result[]> {
  return withDatabases(cycles);
}

async function cycles({ ours, bare }: Databases): Promise<Result[]> {
  for (const url of [ours, bare]) {
    await withClient(url, async (client) => {
      await seedWallets(client, WALLETS, NOW);
      await seedCycleRuns(client, SECONDS * 60_000);
    });
  }
  const cases = [
    { name: `hold and capture over ${WALLETS} wallets`, wallets: WALLETS, clients: 16, target: "ratio at least 0.8" },
    { name: "hold and capture on one wallet", wallets: 1, clients: 16, target: "ratio at least 0.6" },
    {
      name: "hold and capture on one wallet through the pools of two processes",
      wallets: 1,
      clients: 64,
      connections: 2 * POOL_OF_A_PROCESS,
      target: "no collapse against 16 clients",
    },
    { name: "hold and capture on one wallet", wallets: 1, clients: 64, target: "no collapse against 16 clients" },
  ];
  const results: Result[] = [];
  for (const { name, wallets, clients, target, connections = clients } of cases) {
    const measure = async (url: string, cycle: Cycle) => {
      await withClient(url, (client) => client.query("VACUUM ANALYZE"));
      return cyclesASecond({ url, wallets, clients, connections, seconds: SECONDS, cycle });
    };
    // In turn, so that a slower minute of the machine meets both.
    const rounds: { ours: number; bare: number; limit: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
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
