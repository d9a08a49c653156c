import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { startClaudeStandIn } from "@/local/claude-stand-in";
import { freePort } from "@/local/ports";
import { newPerson, type Person } from "@/tests/support/api";
import { createDatabase } from "@/tests/support/database";
import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { startTestPostgres } from "@/tests/support/postgres";
import { startAppServer } from "@/tests/support/production-server";
import { startTcpGate } from "@/tests/support/tcp-gate";
import { bareEnvironment, testEnvironment } from "@/tests/support/test-environment";

const TRIAL_CREDITS = 5;
const BOUGHT_CREDITS = 500;
/** What every account of a storm begins with. */
export const STARTING_CREDITS = TRIAL_CREDITS + BOUGHT_CREDITS;

/** Short, so that a storm is; long enough for a machine that is busy with something else. */
const TIMES = {
  PROVIDER_ANSWER_SECONDS: "8",
  PROVIDER_FIRST_TOKEN_SECONDS: "8",
  PROVIDER_SILENCE_SECONDS: "6",
  RUN_SECONDS_MAX: "60",
  DRAIN_SECONDS: "5",
};
const NO_LIMITS = Object.fromEntries(
  ["LIMIT_RUNS_PER_MINUTE", "LIMIT_RUNS_PER_MINUTE_PLUS", "LIMIT_RUNS_IN_FLIGHT", "LIMIT_RUNS_IN_FLIGHT_PLUS"].map(
    (name) => [name, "10000"],
  ),
);

/** Everything a storm needs: Postgres behind a gate, the stand-in for Claude, and production servers over both. */
export type RunSite = Awaited<ReturnType<typeof startRunSite>>;

export async function startRunSite(serverCount: number) {
  const logs = mkdtempSync(join(tmpdir(), "prpm-chaos-"));
  const postgres = await startTestPostgres();
  process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
  const { url } = await createDatabase();
  const gate = await startTcpGate(Number(new URL(url).port));
  const claude = await startClaudeStandIn({ port: await freePort(), logFile: join(logs, "claude.log") });
  const gated = new URL(url);
  gated.port = String(gate.port);
  const environment: Record<string, string> = {
    ...bareEnvironment(),
    ...testEnvironment(gated.href),
    ...NO_LIMITS,
    ...TIMES,
    ANTHROPIC_BASE_URL: claude.url,
  };
  Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent", DATABASE_POOL_MAX: "4" });
  const logFiles = Array.from({ length: serverCount }, (_, index) => join(logs, `app-${index}.log`));
  const servers = await Promise.all(logFiles.map((logFile) => startAppServer({ env: environment, logFile })));
  const database = new Pool({ connectionString: url, max: 4 });
  database.on("error", () => {}); // still closing when the server stops
  return {
    servers,
    database,
    gate,
    claudeUrl: claude.url,
    cronSecret: environment["CRON_SECRET"] ?? "",
    /** What the servers logged, all of it. */
    readLogs: () => logFiles.map((file) => readFileSync(file, "utf8")).join("\n"),
    async stop(): Promise<void> {
      await Promise.all(servers.map((server) => server.kill()));
      await database.end();
      gate.stop();
      await claude.stop(500);
      await postgres.stop();
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

/** Accounts with credits enough that none is ever short of them. */
export async function makePeople(database: Pool, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let number = 0; number < count; number += 1) {
    const person = await newPerson();
    const key = `stripe:pi:chaos-${person.id}:grant`;
    await database.query(PAID_GRANT, [new Date(), person.id, BOUGHT_CREDITS, key, purchaseIdOf(key)]);
    people.push(person);
  }
  return people;
}
