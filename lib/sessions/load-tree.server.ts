import "server-only";
import { query } from "@/lib/db/pool.server";
import type { TreeRun } from "@/lib/sessions/thread-of";

const TREE = `SELECT id, parent_run_id AS "parentRunId", status = 'failed' AS failed, comparison_id AS "comparisonId", lane
FROM playground_runs WHERE session_id = $1 ORDER BY created_at, id`;

/** All runs of a session as a tree, oldest first; whose it is has to be known already. */
export function loadTree(sessionId: string): Promise<TreeRun[]> {
  return query<TreeRun>(TREE, [sessionId]);
}
