import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { now as readClock } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { stopRun } from "@/lib/runs/stop-run.server";

/** A stop works from any process within a second; the rest is for a slow day. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 200;

function runsGoing(userId: string): Promise<{ id: string }[]> {
  return query("SELECT id FROM playground_runs WHERE user_id = $1 AND status = 'running'", [userId]);
}

/** Stops a user's runs and waits until they have ended; what they are charged is what a stop is charged. */
export async function stopAllRuns(userId: string): Promise<void> {
  const until = readClock().getTime() + PATIENCE_MS;
  for (;;) {
    const going = await runsGoing(userId);
    if (going.length === 0 || readClock().getTime() > until) return;
    for (const { id } of going) await stopRun(userId, id, readClock());
    await sleep(LOOK_EVERY_MS);
  }
}
