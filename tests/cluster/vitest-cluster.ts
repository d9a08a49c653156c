import { readFileSync } from "node:fs";
import { startPgbouncer } from "@/tests/support/pgbouncer";
import { startTestPostgres } from "@/tests/support/postgres";

/** What a transaction pooler makes of state that a session was thought to have. */
const SESSION_STATE =
  /.*(?:prepared statement|unnamed portal|portal ".*" does not exist|unsupported startup parameter).*/gi;

/**
 * Vitest's global set-up of the cluster tests: one Postgres with PgBouncer before it, through which the product goes.
 * Fails at the end when either has logged that a statement relied on the session it ran in.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres();
  const pooler = await startPgbouncer(postgres.url("postgres")).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
  process.env["TEST_POOLER_URL"] = pooler.url;
  return async () => {
    const logs = [postgres.logFile, pooler.logFile].map((file) => readFileSync(file, "utf8")).join("\n");
    await pooler.stop();
    await postgres.stop();
    const complaints = logs.match(SESSION_STATE) ?? [];
    if (complaints.length > 0) throw new Error(`Sessions were relied on:\n${complaints.slice(0, 10).join("\n")}`);
  };
}
