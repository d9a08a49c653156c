import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ForkLane, ForkStart } from "@/lib/sessions/fork-start";
import { LIVE } from "@/lib/sessions/live";

/** The sources are chosen as `run_context` does: of the turn after those that were taken over, else of the last. */
const LANES = `SELECT x.source->>'model' AS model, k.id AS "packageId", v.version AS "packageVersion",
  CASE WHEN x.source->>'packageId' IS NOT NULL AND v.id IS NULL THEN 'private_package'
    WHEN r.run->'prompt'->>'kind' = 'custom' AND x.source->>'customPrompt' IS NULL THEN 'hidden_prompt'
    ELSE r.run->'prompt'->>'kind' END AS prompt
FROM playground_sessions s JOIN playground_snapshots n ON n.id = s.forked_snapshot_id AND n.taken_down_at IS NULL
  CROSS JOIN LATERAL (SELECT least(s.forked_turns, jsonb_array_length(n.sources) - 1) AS place) at
  CROSS JOIN LATERAL jsonb_array_elements(n.content->'turns'->at.place->'runs') WITH ORDINALITY AS r (run, nth)
  CROSS JOIN LATERAL (SELECT coalesce(n.sources->at.place->'lanes'->(r.nth::int - 1), n.sources->at.place) AS source) x
  LEFT JOIN packages k ON k.id = (x.source->>'packageId')::uuid AND package_visible(k, $1)
  LEFT JOIN package_versions v ON v.package_id = k.id AND v.id = (x.source->>'packageVersionId')::uuid
WHERE ${LIVE} AND s.id = $3 ORDER BY r.nth`;

/** Null for a session that is no fork, or whose beginning was taken down. */
export async function findForkStart(userId: string, sessionId: string, now: Date): Promise<ForkStart | null> {
  const lanes = await query<ForkLane>(LANES, [userId, now, sessionId]);
  const [first] = lanes;
  return first === undefined ? null : { ...first, lanes: lanes.length > 1 ? lanes : null };
}
