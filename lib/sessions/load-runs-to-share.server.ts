import "server-only";
import { query } from "@/lib/db/pool.server";
import { RUN_COLUMNS } from "@/lib/runs/read-run.server";
import type { RunToShare } from "@/lib/sessions/run-to-share";

const RUNS = `SELECT ${RUN_COLUMNS}, r.user_input AS "userInput", r.comparison_id AS "comparisonId",
  r.custom_prompt AS "customPrompt", r.package_id AS "packageId", r.package_version_id AS "packageVersionId", r.files, r.created_at AS "createdAt",
  CASE WHEN p.id IS NOT NULL THEN json_build_object('scope', p.scope, 'name', p.name, 'format', p.format,
    'version', v.version, 'isPublic', p.visibility = 'public', 'isOwn', p.owner_id = r.user_id) END AS package,
  CASE WHEN p.visibility <> 'public' THEN (SELECT string_agg(f.content, E'\\n' ORDER BY f.path) FROM package_files f
    WHERE f.package_version_id = v.id) END AS "privateText"
FROM playground_runs r LEFT JOIN package_versions v ON v.id = r.package_version_id
  LEFT JOIN packages p ON p.id = v.package_id
WHERE r.session_id = $1 AND r.id = ANY ($2) ORDER BY r.created_at, r.lane, r.id`;

/** The named runs of a session, oldest first; those that are not in it are not among them. */
export function loadRunsToShare(sessionId: string, runIds: readonly string[]): Promise<RunToShare[]> {
  return query<RunToShare>(RUNS, [sessionId, runIds]);
}
