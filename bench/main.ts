import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { CommandError, runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { benchWebhooks } from "./billing/webhooks";
import { benchInsights } from "./insights/dashboards";
import { benchCycles } from "./ledger/cycles";
import { benchReads } from "./ledger/reads";
import { benchReset } from "./ledger/reset";
import type { Result } from "./result";
import { benchFirstToken } from "./runs/first-token";
import { benchMemory, benchSoak } from "./runs/memory";
import { benchRoundTrips } from "./runs/round-trips";
import { benchStart } from "./runs/start";
import { benchStreams } from "./runs/streams";
import { benchSessionSearch } from "./sessions/search";
import { benchFirstLoad } from "./ui/first-load";
import { benchStreaming } from "./ui/streaming";
import { benchThread } from "./ui/thread";

const BENCHES: Record<string, () => Promise<Result[]>> = {
  "runs-start": benchStart,
  "runs-first-token": benchFirstToken,
  "runs-streams": benchStreams,
  "runs-round-trips": benchRoundTrips,
  "runs-memory": benchMemory,
  "runs-soak": benchSoak,
  webhooks: benchWebhooks,
  "session-search": benchSessionSearch,
  "ui-first-load": benchFirstLoad,
  "ui-streaming": benchStreaming,
  "ui-thread": benchThread,
  "ledger-cycles": benchCycles,
  "ledger-reset": benchReset,
  "ledger-reads": benchReads,
  insights: benchInsights,
};
const FILE = inProject("bench", "results.json");

/**
 * `npm run bench [-- name...]`: runs the benchmarks, or those whose names begin so, prints a table, writes bench/results.json;
 * there the results of benchmarks that were not run stay.
 */
await runCommand(async () => {
  const asked = process.argv.slice(2);
  const wanted = Object.keys(BENCHES).filter((name) => asked.some((start) => name.startsWith(start)));
  if (asked.length > 0 && wanted.length === 0)
    throw new CommandError(`There are: ${Object.keys(BENCHES).join(", ")}`, 2);
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as { benches?: object }) : {};
  const benches: Record<string, unknown> = { ...known.benches };
  const machine = { node: process.version, cores: cpus().length, platform: process.platform };
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !wanted.includes(name)) continue;
    // On a machine that others use too, figures of time say little and those beside each other much.
    const loadBefore = Math.round((loadavg()[0] ?? 0) * 10) / 10;
    const results = await bench();
    for (const result of results) print(result);
    benches[name] = { measuredAt: new Date().toISOString(), machine: { ...machine, loadBefore }, results };
  }
  writeFileSync(FILE, `${JSON.stringify({ benches }, null, 2)}\n`);
});

function print({ name, values, unit, target, count }: Result): void {
  const figures = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  console.log(`${name} (n = ${count}), ${unit}: ${figures.join(", ")}; target: ${target}`);
}
