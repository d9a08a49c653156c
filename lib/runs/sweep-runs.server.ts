import "server-only";
import { query } from "@/lib/db/pool.server";
import { inChunks } from "@/lib/jobs/run-job.server";
import { log } from "@/lib/log.server";

const CHUNK = 100;

/**
 * Ends runs whose process no longer gives a sign of life, releases their holds, erases the texts of free sessions
 * whose time has passed, and forgets old rate windows and counts; chunk by chunk, safe to run late, twice and from several processes.
 */
export async function sweepRuns(now: Date): Promise<{ runsEnded: number; sessionsErased: number }> {
  const runsEnded = await inChunks(CHUNK, (size) => sweep("SELECT sweep_runs($1, NULL, $2) AS count", now, size));
  const sessionsErased = await inChunks(CHUNK, (size) => sweep("SELECT erase_sessions($1, $2) AS count", now, size));
  await query("DELETE FROM rate_limits WHERE window_start < $1::timestamptz - interval '10 minutes'", [now]);
  await query("DELETE FROM token_counts WHERE counted_at < $1::timestamptz - interval '30 days'", [now]);
  if (runsEnded > 0) log.warn({ runsEnded }, "ended runs whose process was lost");
  return { runsEnded, sessionsErased };
}

async function sweep(statement: string, now: Date, size: number): Promise<number> {
  const [row] = await query<{ count: number }>(statement, [now, size]);
  return row?.count ?? 0;
}
