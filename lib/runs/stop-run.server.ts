import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { findRun } from "@/lib/runs/read-run.server";
import type { RunState } from "@/lib/runs/run";
import { feeds } from "@/lib/runs/run-feed.server";

/**
 * Asks one's own run to stop; the process that produces it obeys at once, or with its next flush when it is another.
 * A run that has ended is left as it is. Answers how the run stands; not_found when it is not one's own.
 */
export async function stopRun(userId: string, runId: string, at: Date): Promise<RunState> {
  await query(
    `UPDATE playground_runs SET stop_requested_at = coalesce(stop_requested_at, $3)
    WHERE id = $2 AND user_id = $1 AND status = 'running'`,
    [userId, runId, at],
  );
  const feed = feeds().get(runId);
  if (feed?.userId === userId) feed.stop("stopped");
  const run = await findRun(userId, runId, at);
  if (run === null) throw new AppError("not_found");
  return run;
}
