import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { type MigrationSql, readSql, replaceInForce } from "./effective-sql";
import { MUTANTS, type Mutant } from "./mutant-list";
import { PAYMENT_MUTANTS } from "./payment-mutants";

const AT_ONCE = 2;
const MAX_MINUTES_EACH = 6;
const INTEGRATION = ["run", "--project", "integration", "--bail", "1", "--reporter", "verbose"];
const FOLDER = "tests/integration";
const MIGRATIONS = inProject("prisma", "migrations");
/** The tests that name a promise first, then the model, which takes longer and says less about what is wrong. */
const OF_CREDITS: readonly (readonly string[])[] = [
  [
    "credits/backfill",
    "credits/burn-order",
    "credits/clawback",
    "credits/ledger-guards",
    "credits/periods",
    "credits/races",
    "credits/raw-sql",
    "credits/stuck-wallets",
    "credits/upstream-defects",
  ],
  ["credits/ledger-model"],
];
const OF_PAYMENTS: readonly (readonly string[])[] = [
  ["billing/payment-guards", "billing/plus", "billing/any-order", "billing/packs", "billing/reconcile"],
];

type Tests = readonly (readonly string[])[];

/** How the tests end: all pass, one fails (its name), or none could say (the end of what was printed). */
type End = { passed: true } | { failed: string } | { broken: string };

/**
 * `npm run test:mutants [-- --only name]`: removes each guard of the ledger and of payments in turn and runs their tests
 * against what is left; each must make one fail. Exit 1 when one that is not explained survived, or when the tests
 * could not run.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const known = [
    ...MUTANTS.map((mutant) => ({ ...mutant, tests: OF_CREDITS })),
    ...PAYMENT_MUTANTS.map((mutant) => ({ ...mutant, tests: OF_PAYMENTS })),
  ];
  const mutants = known.filter(({ name }) => values.only === undefined || name.includes(values.only));
  for (const mutant of mutants) mutate(mutant, readSql(MIGRATIONS));
  const whole = await runTests(MIGRATIONS, [...new Set(mutants.flatMap(({ tests }) => tests))]);
  if (!("passed" in whole))
    throw new CommandError(`The tests fail with every guard in place: ${JSON.stringify(whole)}`);
  const waiting = [...mutants];
  let unexplained = 0;
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const began = performance.now();
      const end = await endWithout(mutant, mutant.tests);
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

async function endWithout(mutant: Mutant, tests: Tests): Promise<End> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-mutant-"));
  try {
    cpSync(MIGRATIONS, folder, { recursive: true });
    const mutated = mutate(mutant, readSql(folder));
    writeFileSync(join(folder, mutated.folder, "migration.sql"), mutated.text);
    return await runTests(folder, tests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Group after group, until one fails. */
async function runTests(migrations: string, tests: Tests): Promise<End> {
  for (const group of tests) {
    const end = await runVitest(
      migrations,
      group.map((name) => `${FOLDER}/${name}`),
    );
    if (!("passed" in end)) return end;
  }
  return { passed: true };
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
  return { failed: failed.replace(/ \d+ms$/, "").replace(/^.*tests\/integration\//, "") };
}
