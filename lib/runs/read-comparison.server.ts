import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import { findPick } from "@/lib/runs/pick-winner.server";
import { findRun } from "@/lib/runs/read-run.server";
import type { RunState } from "@/lib/runs/run";
import { stopRun } from "@/lib/runs/stop-run.server";

/** How a comparison stands: each lane as its own run, in their order. */
export type ComparisonState = {
  comparisonId: string;
  sessionId: string;
  lanes: RunState[];
  /** What its owner found best; null before they said so. */
  pick: ComparisonPick | null;
};

const LANES = `SELECT r.id FROM newest_tries($2) r JOIN playground_sessions s ON s.id = r.session_id
WHERE r.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $3)
ORDER BY r.lane`;

/** The newest run of each lane of one's own comparison, in their order; none where there is no such comparison. */
export async function comparisonRuns(userId: string, comparisonId: string, now: Date): Promise<string[]> {
  const rows = await query<{ id: string }>(LANES, [userId, comparisonId, now]);
  return rows.map(({ id }) => id);
}

async function toState(comparisonId: string, runs: readonly (RunState | null)[]): Promise<ComparisonState> {
  const lanes = runs.filter((run) => run !== null);
  const [first] = lanes;
  if (first === undefined) throw new AppError("not_found");
  return { comparisonId, sessionId: first.sessionId, lanes, pick: await findPick(comparisonId) };
}

/** One's own comparison with each lane's text so far; `not_found` when there is none such, or its session is gone. */
export async function getComparison(userId: string, comparisonId: string, now: Date): Promise<ComparisonState> {
  const ids = await comparisonRuns(userId, comparisonId, now);
  return toState(comparisonId, await Promise.all(ids.map((id) => findRun(userId, id, now))));
}

/** Asks every lane that still goes to stop; lanes that have ended stay as they are. Answers how each stands. */
export async function stopComparison(userId: string, comparisonId: string, now: Date): Promise<ComparisonState> {
  const ids = await comparisonRuns(userId, comparisonId, now);
  return toState(comparisonId, await Promise.all(ids.map((id) => stopRun(userId, id, now))));
}
