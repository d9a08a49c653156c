import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ForkStart } from "@/lib/sessions/fork-start";
import { LIVE } from "@/lib/sessions/live";

/** The source is chosen as `run_context` does: of the turn after those that were taken over, else of the last. */
const START = `SELECT x.source->>'model' AS model, k.id AS "packageId", v.version AS "packageVersion",
  CASE WHEN x.source->>'packageId' IS NOT NULL AND v.id IS NULL THEN 'private_package'
    WHEN x.prompt->>'kind' = 'custom' AND x.source->>'customPrompt' IS NULL THEN 'hidden_prompt'
    ELSE x.prompt->>'kind' END AS prompt
FROM playground_sessions s JOIN playground_snapshots n ON n.id = s.forked_snapshot_id AND n.taken_down_at IS NULL
  CROSS JOIN LATERAL (SELECT least(s.forked_turns, jsonb_array_length(n.sources) - 1) AS place) at
  CROSS JOIN LATERAL (SELECT n.sources->at.place AS source, n.content->'turns'->at.place->'runs'->0->'prompt' AS prompt) x
  LEFT JOIN packages k ON k.id = (x.source->>'packageId')::uuid AND package_visible(k, $1)
  LEFT JOIN package_versions v ON v.package_id = k.id AND v.id = (x.source->>'packageVersionId')::uuid
WHERE ${LIVE} AND s.id = $3`;

/** Null for a session that is no fork, or whose beginning was taken down. */
export async function findForkStart(userId: string, sessionId: string, now: Date): Promise<ForkStart | null> {
  const [start] = await query<ForkStart>(START, [userId, now, sessionId]);
  return start ?? null;
}
