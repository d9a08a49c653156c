import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import { type PreparedRun, prepareRun } from "@/lib/runs/prepare-run.server";
import { RunRequest } from "@/lib/runs/run-request";

type Prepared = PreparedRun[] | { earlier: { id: string; requestHash: string } };

/** The runs of a session's last comparison, lane by lane. One that began before it is not later for being tried again. */
const LAST_LANES = `SELECT r.lane, r.id FROM newest_tries((SELECT l.comparison_id FROM playground_runs l
    WHERE l.session_id = $1 AND l.user_id = $2 AND l.comparison_id IS NOT NULL
    GROUP BY l.comparison_id ORDER BY min(l.created_at) DESC, l.comparison_id DESC LIMIT 1)) r`;

/** Where each lane of a session goes on, unless its request says otherwise. */
async function lastLanes(userId: string, sessionId: string): Promise<Map<number, string>> {
  const rows = await query<{ lane: number; id: string }>(LAST_LANES, [sessionId, userId]);
  return new Map(rows.map(({ lane, id }) => [lane, id]));
}

/**
 * Loads, composes, weighs and quotes every lane, each with its own history. Refuses as `prepareRun` does, for the first
 * lane that has to be refused. Holds nothing.
 */
export async function prepareComparison(
  userId: string,
  request: ComparisonRequest,
  { now, idempotencyKey = null }: { now: Date; idempotencyKey?: string | null },
): Promise<Prepared> {
  const { lanes, ...shared } = request;
  const last = request.sessionId === undefined ? new Map() : await lastLanes(userId, request.sessionId);
  const prepared = await Promise.all(
    lanes.map((lane, index) => {
      const parentRunId = lane.parentRunId === undefined ? (last.get(index) ?? null) : lane.parentRunId;
      const goesOn = request.sessionId === undefined ? {} : { parentRunId, seam: true };
      const body = RunRequest.parse({ ...shared, ...lane, ...goesOn });
      // Asked for each lane, so that none refuses what the first would have joined.
      return prepareRun(userId, body, { now, lane: index, idempotencyKey });
    }),
  );
  const runs: PreparedRun[] = [];
  for (const each of prepared) {
    if ("earlier" in each) return each;
    runs.push(each);
  }
  return runs;
}
