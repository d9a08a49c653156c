import "server-only";
import { query } from "@/lib/db/pool.server";
import { PICK } from "@/lib/runs/pick-winner.server";
import { RUN_COLUMNS } from "@/lib/runs/read-run.server";
import type { HiddenText } from "@/lib/sessions/hidden-text";
import type { RunToShare } from "@/lib/sessions/run-to-share";

const RUNS = `SELECT ${RUN_COLUMNS}, r.user_input AS "userInput", r.comparison_id AS "comparisonId", ${PICK} AS pick,
  r.custom_prompt AS "customPrompt", r.package_id AS "packageId", r.package_version_id AS "packageVersionId", r.files, r.created_at AS "createdAt",
  CASE WHEN p.id IS NOT NULL THEN json_build_object('scope', p.scope, 'name', p.name, 'format', p.format,
    'version', v.version, 'isPublic', p.visibility = 'public', 'isOwn', p.owner_id = r.user_id AND package_visible(p, r.user_id)) END AS package
FROM playground_runs r LEFT JOIN package_versions v ON v.id = r.package_version_id
  LEFT JOIN packages p ON p.id = v.package_id LEFT JOIN comparison_picks k ON k.comparison_id = r.comparison_id
  JOIN unnest($2::uuid[]) WITH ORDINALITY AS chosen (id, place) ON chosen.id = r.id
WHERE r.session_id = $1 ORDER BY chosen.place`;

/** The named runs of a session in their order; those that are not in it are not among them. */
export function loadRunsToShare(sessionId: string, runIds: readonly string[]): Promise<RunToShare[]> {
  return query<RunToShare>(RUNS, [sessionId, runIds]);
}

/** Of a package so much is looked for; what makes a prompt is far shorter. */
const PRIVATE_CHARACTERS = 200_000;
/** Twenty turns of four lanes, each with a prompt of its own. */
const OWN_PROMPTS = 80;
const PRIVATE_PACKAGES = 20;

/** Where there are more, other people's packages go before one's own, and the newest prompts before older ones. */
const HIDDEN = `SELECT DISTINCT ON (text) text, kind, "mayShow" FROM (
  (SELECT left(string_agg(f.content, E'\\n' ORDER BY f.path <> coalesce(v.manifest->>'main', ''), f.tokens), ${PRIVATE_CHARACTERS}) AS text,
    'package' AS kind, coalesce(p.owner_id = $2 AND package_visible(p, $2), false) AS "mayShow"
  FROM package_versions v JOIN packages p ON p.id = v.package_id JOIN package_files f ON f.package_version_id = v.id
  WHERE p.visibility <> 'public'
    AND v.id IN (SELECT r.package_version_id FROM playground_runs r WHERE r.session_id = $1)
  GROUP BY v.id, p.id ORDER BY "mayShow" LIMIT ${PRIVATE_PACKAGES})
  UNION ALL
  (SELECT r.custom_prompt, 'own_prompt', true FROM playground_runs r
  WHERE r.session_id = $1 AND r.custom_prompt IS NOT NULL
  GROUP BY r.custom_prompt ORDER BY max(r.created_at) DESC LIMIT ${OWN_PROMPTS})
) AS hidden ORDER BY text, "mayShow"`;

/** The private packages and the own prompts of a whole session: a turn may quote what another was run with. */
export function loadHiddenTexts(userId: string, sessionId: string): Promise<HiddenText[]> {
  return query<HiddenText>(HIDDEN, [sessionId, userId]);
}
