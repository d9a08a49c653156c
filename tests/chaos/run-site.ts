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
import { type AppServer, startAppServer } from "@/tests/support/production-server";
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
  const stops: (() => unknown)[] = [() => rmSync(logs, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.splice(0).toReversed()) await undo();
  };
  try {
    return { ...(await startParts(serverCount, { logs, stops })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(serverCount: number, { logs, stops }: { logs: string; stops: (() => unknown)[] }) {
  const postgres = await startTestPostgres();
  stops.push(postgres.stop);
  process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
  const { url } = await createDatabase();
  const gate = await startTcpGate(Number(new URL(url).port));
  stops.push(gate.stop);
  const claude = await startClaudeStandIn({ port: await freePort(), logFile: join(logs, "claude.log") });
  stops.push(() => claude.stop(500));
  const environment: Record<string, string> = {
    ...bareEnvironment(),
    ...testEnvironment(Object.assign(new URL(url), { port: String(gate.port) }).href),
    ...NO_LIMITS,
    ...TIMES,
    ANTHROPIC_BASE_URL: claude.url,
  };
  Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent", DATABASE_POOL_MAX: "4" });
  const database = new Pool({ connectionString: url, max: 4 });
  database.on("error", () => {}); // still closing when the server stops
  stops.push(() => database.end());
  const servers: AppServer[] = [];
  const logFiles = Array.from({ length: serverCount }, (_, index) => join(logs, `app-${index}.log`));
  for (const logFile of logFiles) {
    const server = await startAppServer({ env: environment, logFile });
    stops.push(server.kill);
    servers.push(server);
  }
  return {
    servers,
    database,
    gate,
    claudeUrl: claude.url,
    cronSecret: environment["CRON_SECRET"] ?? "",
    /** What the servers logged, all of it. */
    readLogs: () => logFiles.map((file) => readFileSync(file, "utf8")).join("\n"),
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
