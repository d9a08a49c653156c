import type { PackageSummary } from "@/lib/packages/package";

export type PackageRow = Omit<PackageSummary, "updatedAt"> & { updatedAt: Date };

/**
 * What a row of the catalogue selects, from `packages p` and its version `v`. What kind of package it is belongs to the
 * version: a later one of another kind leaves it as it was published.
 */
export const PACKAGE_COLUMNS = `p.id, p.scope, p.name, p.format, v.manifest->>'subtype' AS subtype, p.description, p.tags,
  p.visibility, v.version, v.prompt_tokens AS tokens, p.updated_at AS "updatedAt"`;

/** A selected row as it goes over the wire. */
export function toSummary(row: PackageRow): PackageSummary {
  const { id, scope, name, format, subtype, description, tags, visibility, version, tokens, updatedAt } = row;
  const text = { id, scope, name, format, subtype, description, tags, visibility, version };
  return { ...text, tokens, updatedAt: updatedAt.toISOString() };
}
