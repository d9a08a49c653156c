import "server-only";
import { query } from "@/lib/db/pool.server";
import { inChunks } from "@/lib/jobs/in-chunks";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { log } from "@/lib/log.server";
import { recordSwept } from "@/lib/telemetry/run-metrics.server";

const CHUNK = 100;
/** A lease that ran out this long ago should have been swept several times. */
const STALE_AFTER = "10 minutes";

/** Ends at most so many runs whose process no longer gives a sign of life; answers how many. */
export async function sweepLostRuns(now: Date, limit = CHUNK): Promise<number> {
  const runsEnded = await count("SELECT sweep_runs($1, NULL, $2) AS count", [now, limit]);
  if (runsEnded > 0) {
    recordSwept(runsEnded);
    log.warn({ runsEnded }, "ended runs whose process was lost");
  }
  return runsEnded;
}

/**
 * Ends runs whose process no longer gives a sign of life, releases their holds, erases the texts of free sessions
 * whose time has passed, and forgets old rate windows and counts; chunk by chunk, safe to run late, twice and from
 * several processes. A hold that no sweep could release raises an alert.
 */
export async function sweepRuns(now: Date): Promise<{ runsEnded: number; sessionsErased: number }> {
  const runsEnded = await inChunks(CHUNK, (size) => sweepLostRuns(now, size));
  const sessionsErased = await inChunks(CHUNK, (size) => count("SELECT erase_sessions($1, $2) AS count", [now, size]));
  await query("DELETE FROM rate_limits WHERE window_start < $1::timestamptz - interval '10 minutes'", [now]);
  await query("DELETE FROM token_counts WHERE counted_at < $1::timestamptz - interval '30 days'", [now]);
  await alertStaleHolds(now);
  return { runsEnded, sessionsErased };
}

/** Alerts that there are holds which should have been swept several times; also heard of when nothing sweeps. */
export async function alertStaleHolds(now: Date): Promise<void> {
  const stale = await count(
    `SELECT count(*)::int AS count FROM playground_credit_holds
    WHERE state = 'held' AND lease_until < $1::timestamptz - interval '${STALE_AFTER}'`,
    [now],
  );
  if (stale === 0) return;
  const holds =
    stale === 1 ? "1 hold cannot be released: its lease" : `${stale} holds cannot be released: their leases`;
  const message = `${holds} ran out more than ${STALE_AFTER} ago.`;
  await raiseAlert({ kind: "stale_holds", message, details: { stale } }, now);
}

async function count(statement: string, values: unknown[]): Promise<number> {
  const [row] = await query<{ count: number }>(statement, values);
  return row?.count ?? 0;
}
