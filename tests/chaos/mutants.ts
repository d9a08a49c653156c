import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "@/local/command";
import { inProject } from "@/local/paths";
import { type MigrationSql, readSql, replaceInForce } from "./effective-sql";
import { MUTANTS, type Mutant } from "./mutant-list";

const AT_ONCE = 2;
const MAX_MINUTES_EACH = 6;
const INTEGRATION = ["run", "--project", "integration", "--bail", "1", "--reporter", "verbose"];
const FOLDER = "tests/integration/credits";
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

/**
 * `npm run test:mutants [-- --only name]`: removes each guard of the ledger in turn and runs the tests of credits
 * against what is left; each must make one fail. Exit 1 when one that is not explained survived.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const mutants = MUTANTS.filter(({ name }) => values.only === undefined || name.includes(values.only));
  for (const mutant of mutants) mutate(mutant, readSql(inProject("prisma", "migrations")));
  const waiting = [...mutants];
  const survivors: Mutant[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const began = performance.now();
      const killer = await findKiller(mutant);
      const seconds = Math.round((performance.now() - began) / 1_000);
      if (killer === null) survivors.push(mutant);
      const fate =
        killer === null ? `SURVIVED${mutant.survives ? ` (${mutant.survives})` : ""}` : `killed by ${killer}`;
      console.log(`${mutant.name}: ${fate}, ${seconds} s`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const unexplained = survivors.filter(({ survives }) => survives === undefined);
  console.log(`${mutants.length} mutants, ${survivors.length} survived, ${unexplained.length} of them unexplained`);
  if (unexplained.length > 0) process.exitCode = 1;
});

/** The one migration that a mutant changes; a mutant that no longer fits the text is a mistake. */
function mutate({ name, find, replace }: Mutant, sql: MigrationSql[]): MigrationSql {
  try {
    return replaceInForce(sql, find, replace);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

/** The first test that fails without this guard; null when all pass. */
async function findKiller(mutant: Mutant): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-mutant-"));
  try {
    cpSync(inProject("prisma", "migrations"), folder, { recursive: true });
    const mutated = mutate(mutant, readSql(folder));
    writeFileSync(join(folder, mutated.folder, "migration.sql"), mutated.text);
    return await runTests(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tests that name a promise first, then the model, which takes longer and says less about what is wrong. */
async function runTests(migrations: string): Promise<string | null> {
  const named = await runVitest(
    migrations,
    NAMED.map((name) => `${FOLDER}/${name}`),
  );
  return named ?? runVitest(migrations, [`${FOLDER}/ledger-model`]);
}

function runVitest(migrations: string, files: string[]): Promise<string | null> {
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
      if (code === 0) return resolve(null);
      const failed = /^ *(?:×|FAIL) +(.+)$/m.exec(output)?.[1];
      const text = failed?.replace(/ \d+ms$/, "").replace(/^.*tests\/integration\/credits\//, "");
      resolve(text ?? (code === null ? "a test that never ended" : `a failure: ${output.trim().slice(-200)}`));
    });
  });
}
