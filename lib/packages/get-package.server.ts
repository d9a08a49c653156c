import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { composePrompt, type PromptFile, promptText } from "@/lib/packages/compose-prompt";
import type { PackageDetail, PackageFormat, SuggestedInput } from "@/lib/packages/package";
import { PACKAGE_COLUMNS, type PackageRow, toSummary } from "@/lib/packages/package-row";
import { promptContent } from "@/lib/packages/prompt-content";
import { SUGGESTION_COUNTS } from "@/lib/packages/suggestion-counts";
import { visiblePackage } from "@/lib/packages/visible-package";

export type PackageRef = { id: string } | { scope: string; name: string; format?: PackageFormat | undefined };

type DetailRow = PackageRow & {
  versionId: string;
  license: string | null;
  author: string | null;
  homepage: string | null;
  files: (PromptFile & { bytes: number; tokens: number })[];
  versions: { version: string; createdAt: string }[];
  suggestedInputs: SuggestedInput[];
};

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const STATEMENT = `
SELECT ${PACKAGE_COLUMNS}, v.id AS "versionId", p.license, p.author, p.homepage,
  (SELECT coalesce(json_agg(json_build_object('path', f.path, 'bytes', f.bytes, 'tokens', f.tokens,
      'content', ${promptContent("f", "v", "ARRAY[]::text[]")}) ORDER BY f.path COLLATE "C"), '[]')
    FROM package_files f WHERE f.package_version_id = v.id) AS files,
  (SELECT json_agg(json_build_object('version', o.version,
      'createdAt', to_char(o.created_at AT TIME ZONE 'UTC', ${INSTANT})) ORDER BY o.created_at DESC, o.id DESC)
    FROM package_versions o WHERE o.package_id = p.id) AS versions,
  (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'input', s.input, 'category', s.category,
      'recommendedModel', s.recommended_model, 'used', u.used, 'liked', u.liked) ORDER BY s.position, s.id), '[]')
    FROM suggested_inputs s ${SUGGESTION_COUNTS} WHERE s.package_id = p.id) AS "suggestedInputs"
FROM packages p JOIN package_versions v ON v.package_id = p.id
  AND CASE WHEN $2::text IS NULL THEN v.id = p.latest_version_id ELSE v.version = $2 END
WHERE ${visiblePackage("p", "$1::uuid")}
  AND CASE WHEN $3::uuid IS NOT NULL THEN p.id = $3
    ELSE p.scope = $4 AND p.name = $5 AND ($6::text IS NULL OR p.format = $6) END
ORDER BY p.updated_at DESC, p.id DESC LIMIT 1`;

function toDetail(row: DetailRow): PackageDetail {
  const prompt = composePrompt(row);
  const included = new Set(prompt.included);
  return {
    ...toSummary(row),
    versionId: row.versionId,
    license: row.license,
    author: row.author,
    homepage: row.homepage,
    runnable: prompt.kind !== "none",
    prompt: promptText(prompt),
    files: row.files.map(({ path, bytes, tokens }) => ({ path, bytes, tokens, included: included.has(path) })),
    versions: row.versions,
    suggestedInputs: row.suggestedInputs,
  };
}

/**
 * A package with its latest version or the named one, if the viewer may see it. Of a name in several formats with none
 * asked for, the one that was updated last.
 */
export async function findPackage(
  viewerId: string | null,
  ref: PackageRef,
  version?: string,
): Promise<PackageDetail | null> {
  if ("id" in ref && !isId(ref.id)) return null;
  const identity = "id" in ref ? [ref.id, null, null, null] : [null, ref.scope, ref.name, ref.format ?? null];
  const values = [viewerId, version ?? null, ...identity];
  if (values.some((value) => value?.includes("\0"))) return null;
  const [row] = await query<DetailRow>(STATEMENT, values);
  return row === undefined ? null : toDetail(row);
}
