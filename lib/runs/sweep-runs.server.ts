import "server-only";
import { query } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";

const CHUNK = 100;
/** A bound on one call's work; what is left is taken by the next. */
const MAX_CHUNKS = 50;

/**
 * Ends runs whose process no longer gives a sign of life, releases their holds, and erases the texts of free sessions
 * whose time has passed; chunk by chunk, safe to run late, twice and from several processes.
 */
export async function sweepRuns(now: Date): Promise<{ runsEnded: number; sessionsErased: number }> {
  const runsEnded = await inChunks(() => sweepOnce("SELECT sweep_runs($1, NULL, $2) AS count", now));
  const sessionsErased = await inChunks(() => sweepOnce("SELECT erase_sessions($1, $2) AS count", now));
  if (runsEnded > 0) log.warn({ runsEnded }, "ended runs whose process was lost");
  return { runsEnded, sessionsErased };
}

async function sweepOnce(statement: string, now: Date): Promise<number> {
  const [row] = await query<{ count: number }>(statement, [now, CHUNK]);
  return row?.count ?? 0;
}

async function inChunks(once: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const count = await once();
    total += count;
    if (count < CHUNK) break;
  }
  return total;
}
