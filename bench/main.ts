import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { buildApp } from "@/local/build-app";
import { runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { startTestPostgres } from "@/tests/support/postgres";
import { benchRunStart } from "./run-start";

/** `npm run bench`: runs the benchmarks, prints a table, writes bench/results.json. */
await runCommand(async () => {
  await buildApp();
  const postgres = await startTestPostgres();
  process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
  try {
    const results = [await benchRunStart()];
    for (const { name, values, unit, target, count } of results) {
      const figures = Object.entries(values).map(([key, value]) => `${key} ${value} ${unit}`);
      console.log(`${name} (n = ${count}): ${figures.join(", ")}; target: ${target}`);
    }
    const machine = { node: process.version, cores: cpus().length, platform: process.platform };
    const measured = { measuredAt: new Date().toISOString(), machine, results };
    writeFileSync(inProject("bench", "results.json"), `${JSON.stringify(measured, null, 2)}\n`);
  } finally {
    await postgres.stop();
  }
});
