import { byTime, type ExportPart } from "@/lib/account-data/export-part";

/** What became of a package after its publisher left the organisation is the organisation's. */
const STILL_THEIRS = "p.owner_id = $1 AND package_visible(p, $1)";

/** What somebody made for others. */
export const PACKAGE_PARTS: readonly ExportPart[] = [
  {
    name: "scopes",
    tables: ["scopes"],
    select: `s.name, s.created_at AS "createdAt"`,
    from: "scopes s",
    where: "s.user_id = $1",
    keys: [{ column: "s.name", type: "text", field: "name" }],
  },
  {
    name: "packages",
    tables: ["packages"],
    select: `p.id, p.scope, p.name, p.format, p.subtype, p.description, p.tags, p.visibility, p.license, p.author,
      p.homepage, p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
    from: "packages p",
    where: STILL_THEIRS,
    keys: byTime("p"),
  },
  {
    name: "packageVersions",
    tables: ["package_versions"],
    select: `v.id, v.package_id AS "packageId", v.version, v.manifest, v.content_hash AS "contentHash",
      v.file_count AS "fileCount", v.total_bytes AS "totalBytes", v.prompt_tokens AS "promptTokens",
      v.created_at AS "createdAt"`,
    from: "package_versions v",
    where: "v.published_by = $1",
    keys: [{ column: "v.id", type: "uuid", field: "id" }],
    batch: 50,
  },
  {
    name: "packageFiles",
    tables: ["package_files"],
    select: `v.id AS "packageVersionId", f.path, f.content`,
    from: "package_versions v JOIN package_files f ON f.package_version_id = v.id",
    where: "v.published_by = $1",
    keys: [
      { column: "v.id", type: "uuid", field: "packageVersionId" },
      { column: "f.path", type: "text", field: "path" },
    ],
    batch: 20,
  },
  {
    name: "suggestedInputs",
    tables: ["suggested_inputs"],
    select: `i.id, i.package_id AS "packageId", i.title, i.input, i.category, i.recommended_model AS "recommendedModel",
      i.created_at AS "createdAt", (SELECT count(*)::int FROM suggested_input_uses u WHERE u.suggested_input_id = i.id) AS people`,
    from: "packages p JOIN suggested_inputs i ON i.package_id = p.id",
    where: STILL_THEIRS,
    keys: byTime("i"),
  },
  {
    name: "suggestedInputsUsed",
    tables: ["suggested_input_uses"],
    select: `u.suggested_input_id AS "suggestedInputId", i.title, u.liked, u.first_used_at AS "firstUsedAt"`,
    from: "suggested_input_uses u JOIN suggested_inputs i ON i.id = u.suggested_input_id",
    where: "u.user_id = $1",
    keys: [{ column: "u.suggested_input_id", type: "uuid", field: "suggestedInputId" }],
  },
  {
    name: "promptDrafts",
    tables: ["prompt_drafts"],
    select: `d.id, d.title, d.text, d.variable_values AS "variableValues", d.created_at AS "createdAt",
      d.updated_at AS "updatedAt"`,
    from: "prompt_drafts d",
    where: "d.user_id = $1",
    keys: byTime("d"),
    batch: 20,
  },
];
