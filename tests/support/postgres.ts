import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "@/local/migrate-database";
import { readMigrations } from "@/local/migration-files";
import { giveTo, postgresAccount } from "@/local/postgres/account";
import { runningPostmaster } from "@/local/postgres/postmaster";
import { startPostgres } from "@/local/postgres/server";
import { processMark } from "@/local/process-mark";

const PREFIX = "prpm-test-postgres-";

/** The migrated, empty database that every test's own is copied from. */
export const TEMPLATE = "prpm_template";

/** A throw-away Postgres server for tests: quick, since it may lose everything in a power cut. */
export type TestPostgres = { url(database: string): string; logFile: string; stop(): Promise<void> };

/**
 * Starts one with TEMPLATE in it, in a temporary folder that `stop` removes. TEST_MIGRATIONS names another folder of
 * migrations than ours, for tests of the tests.
 */
export async function startTestPostgres(port?: number): Promise<TestPostgres> {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  giveTo(postgresAccount(join(folder, "data")), folder);
  writeFileSync(join(folder, "owner"), `${process.pid} ${processMark(process.pid)}`);
  const logFile = join(folder, "postgres.log");
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    logFile,
    port,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrateDatabase(server.url(TEMPLATE), { migrations: readMigrations(process.env["TEST_MIGRATIONS"]) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, logFile, stop };
}

/** Servers whose test run was killed before it could stop them. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      const [pid, mark] = readFileSync(join(folder, "owner"), "utf8").split(" ");
      if (processMark(Number(pid)) === mark) continue;
      const data = join(folder, "data");
      const left = runningPostmaster(data, postgresAccount(data));
      if (left) process.kill(left.pid, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or one that is just being made.
    }
  }
}
