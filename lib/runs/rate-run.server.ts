import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import type { FeedbackBody, RunFeedback } from "@/lib/runs/run-feedback";

type RateRun = { userId: string; runId: string; body: FeedbackBody; now: Date };

const MINE = `SELECT r.status = 'running' AS going FROM playground_runs r JOIN playground_sessions s ON s.id = r.session_id
WHERE r.id = $2 AND r.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $3)`;

/** A suggested input is liked by who finds one of their runs of it effective. */
const VOTE = `WITH said AS (INSERT INTO feedback AS f (run_id, user_id, package_id, package_version_id, effective, comment, created_at, updated_at)
SELECT r.id, r.user_id, r.package_id, r.package_version_id, $2, $3, $5, $5 FROM playground_runs r WHERE r.id = $1
ON CONFLICT (run_id) DO UPDATE SET effective = excluded.effective, updated_at = excluded.updated_at,
  comment = CASE WHEN $4 THEN excluded.comment ELSE f.comment END
RETURNING run_id, effective, comment), counted AS (
  UPDATE suggested_input_uses u SET liked = said.effective OR EXISTS (SELECT 1 FROM playground_runs o
      JOIN feedback e ON e.run_id = o.id
      WHERE o.suggested_input_id = u.suggested_input_id AND o.user_id = u.user_id AND o.id <> r.id AND e.effective)
  FROM said JOIN playground_runs r ON r.id = said.run_id
  WHERE u.suggested_input_id = r.suggested_input_id AND u.user_id = r.user_id
)
SELECT effective, comment FROM said`;

/**
 * Says whether one's own run did what it was to do; can be said again. `not_found` when it is not one's own, `conflict`
 * while it is going.
 */
export async function rateRun({ userId, runId, body, now }: RateRun): Promise<RunFeedback> {
  const [run] = await query<{ going: boolean }>(MINE, [userId, runId, now]);
  if (run === undefined) throw new AppError("not_found");
  if (run.going) throw new AppError("conflict", { message: "This run has not ended yet." });
  const { effective, comment } = body;
  const [said] = await query<RunFeedback>(VOTE, [runId, effective, comment ?? null, comment !== undefined, now]);
  if (said === undefined) throw new AppError("not_found");
  return said;
}
