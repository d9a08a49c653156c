import "server-only";
import { Pool, types } from "pg";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { processSingleton } from "@/lib/process-singleton";
import { outsideRequest } from "@/lib/telemetry/request-context.server";

// bigint comes as text by default; none of ours exceeds 2^53 (micro-dollars and sequence numbers).
types.setTypeParser(types.builtins.INT8, Number);

/** The process's one connection pool: raw statements on the money path, Prisma's adapter for the rest. */
export function pool(): Pool {
  return processSingleton("pg-pool", () => {
    const made = new Pool({
      connectionString: env().DATABASE_URL,
      max: env().databasePoolMax,
      connectionTimeoutMillis: 5_000,
      // A server that is gone without a word would be waited for for ever.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // A connection keeps the plans of our functions; a new one pays for them with its first requests.
      idleTimeoutMillis: 10 * 60_000,
    });
    // An idle connection that the server closed is replaced at next use; without a listener it would end the process.
    // It belongs to no request, though one of them opened it.
    made.on("error", (error) => outsideRequest(() => log.warn({ err: error }, "idle database connection lost")));
    return made;
  });
}

/**
 * Runs one statement (unnamed, so that a transaction pooler may stand between) and returns its rows.
 * `Row` is what the statement selects; the caller names it. After `patienceMs` it fails, and may be done all the same.
 */
export async function query<Row>(
  text: string,
  values: readonly unknown[] = [],
  { patienceMs }: { patienceMs?: number } = {},
): Promise<Row[]> {
  const asked = patienceMs === undefined ? text : { text, query_timeout: patienceMs };
  const result = await pool().query(asked, [...values]);
  return result.rows as Row[];
}
