import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { buildApp } from "@/local/build-app";
import { runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { startTestPostgres } from "@/tests/support/postgres";
import { benchLedger } from "./ledger";
import type { Result } from "./result";
import { benchRunStart } from "./run-start";

const BENCHES: Record<string, () => Promise<Result[]>> = {
  "run-start": async () => {
    await buildApp();
    const postgres = await startTestPostgres();
    process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
    try {
      return [await benchRunStart()];
    } finally {
      await postgres.stop();
    }
  },
  ledger: benchLedger,
};
const FILE = inProject("bench", "results.json");

/**
 * `npm run bench [-- name...]`: runs the benchmarks, or the named ones, prints a table, writes bench/results.json;
 * there the results of benchmarks that were not run stay.
 */
await runCommand(async () => {
  const wanted = process.argv.slice(2).filter((name) => name in BENCHES);
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as { benches?: object }) : {};
  const benches: Record<string, unknown> = { ...known.benches };
  const machine = { node: process.version, cores: cpus().length, platform: process.platform };
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const results = await bench();
    for (const result of results) print(result);
    benches[name] = { measuredAt: new Date().toISOString(), machine, results };
  }
  writeFileSync(FILE, `${JSON.stringify({ benches }, null, 2)}\n`);
});

function print({ name, values, unit, target, count }: Result): void {
  const figures = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  console.log(`${name} (n = ${count}), ${unit}: ${figures.join(", ")}; target: ${target}`);
}
