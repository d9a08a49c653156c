import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { type MigrationSql, readSql, replaceInForce } from "./effective-sql";
import { MUTANTS, type Mutant } from "./mutant-list";

const AT_ONCE = 2;
const MAX_MINUTES_EACH = 6;
const INTEGRATION = ["run", "--project", "integration", "--bail", "1", "--reporter", "verbose"];
const FOLDER = "tests/integration/credits";
const MIGRATIONS = inProject("prisma", "migrations");
const NAMED = [
  "backfill",
  "burn-order",
  "clawback",
  "ledger-guards",
  "periods",
  "races",
  "raw-sql",
  "stuck-wallets",
  "upstream-defects",
];

/** How the tests end: all pass, one fails (its name), or none could say (the end of what was printed). */
type End = { passed: true } | { failed: string } | { broken: string };

/**
 * `npm run test:mutants [-- --only name]`: removes each guard of the ledger in turn and runs the tests of credits
 * against what is left; each must make one fail. Exit 1 when one that is not explained survived, or when the tests
 * could not run.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const mutants = MUTANTS.filter(({ name }) => values.only === undefined || name.includes(values.only));
  for (const mutant of mutants) mutate(mutant, readSql(MIGRATIONS));
  const whole = await runTests(MIGRATIONS);
  if (!("passed" in whole))
    throw new CommandError(`The tests fail with every guard in place: ${JSON.stringify(whole)}`);
  const waiting = [...mutants];
  let unexplained = 0;
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const began = performance.now();
      const end = await endWithout(mutant);
      if (!("failed" in end) && !("passed" in end && mutant.survives !== undefined)) unexplained += 1;
      console.log(`${mutant.name}: ${fateOf(mutant, end)}, ${Math.round((performance.now() - began) / 1_000)} s`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`${mutants.length} mutants, ${unexplained} of them neither killed nor explained`);
  if (unexplained > 0) process.exitCode = 1;
});

function fateOf({ survives }: Mutant, end: End): string {
  if ("failed" in end) return `killed by ${end.failed}`;
  if ("broken" in end) return `BROKEN (${end.broken})`;
  return survives === undefined ? "SURVIVED" : `survived (${survives})`;
}

/** The one migration that a mutant changes; a mutant that no longer fits the text is a mistake. */
function mutate({ name, find, replace }: Mutant, sql: MigrationSql[]): MigrationSql {
  try {
    return replaceInForce(sql, find, replace);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

async function endWithout(mutant: Mutant): Promise<End> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-mutant-"));
  try {
    cpSync(MIGRATIONS, folder, { recursive: true });
    const mutated = mutate(mutant, readSql(folder));
    writeFileSync(join(folder, mutated.folder, "migration.sql"), mutated.text);
    return await runTests(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tests that name a promise first, then the model, which takes longer and says less about what is wrong. */
async function runTests(migrations: string): Promise<End> {
  const named = NAMED.map((name) => `${FOLDER}/${name}`);
  const end = await runVitest(migrations, named);
  return "passed" in end ? runVitest(migrations, [`${FOLDER}/ledger-model`]) : end;
}

function runVitest(migrations: string, files: string[]): Promise<End> {
  const program = inProject("node_modules", "vitest", "vitest.mjs");
  const child = spawn(process.execPath, [program, ...INTEGRATION, ...files], {
    cwd: inProject(),
    env: {
      ...process.env,
      TEST_MIGRATIONS: migrations,
      TEST_MODEL_RUNS: "100",
      TEST_MODEL_SEED: "1",
      TEST_SHUFFLES: "20",
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      output += text;
    });
  }
  const timeout = setTimeout(() => child.kill("SIGKILL"), MAX_MINUTES_EACH * 60_000);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearTimeout(timeout);
      resolve(readEnd(code, output));
    });
  });
}

function readEnd(code: number | null, output: string): End {
  if (code === 0) return { passed: true };
  if (code === null) return { failed: "a test that never ended" };
  const failed = /^ *(?:×|FAIL) +(.+)$/m.exec(output)?.[1];
  if (failed === undefined) return { broken: output.trim().slice(-400) };
  return { failed: failed.replace(/ \d+ms$/, "").replace(/^.*tests\/integration\/credits\//, "") };
}
