import "server-only";
import { query } from "@/lib/db/pool.server";
import { visiblePackage } from "@/lib/packages/visible-package";

type Facet = { value: string; count: number };
export type PackageFacets = { formats: Facet[]; subtypes: Facet[]; tags: Facet[] };

const TAGS_MAX = 30;

const counted = (source: string, limit: string) => `(SELECT coalesce(json_agg(facet), '[]') FROM (
  SELECT value, count(*) AS count FROM ${source} GROUP BY value ORDER BY count(*) DESC, value ${limit}) facet)`;

const STATEMENT = `
WITH seen AS MATERIALIZED (
  SELECT p.format, p.subtype, p.tags FROM packages p
  WHERE p.latest_version_id IS NOT NULL AND ${visiblePackage("p", "$1::uuid")}
)
SELECT ${counted("(SELECT format AS value FROM seen) f", "")} AS formats,
  ${counted("(SELECT subtype AS value FROM seen) s", "")} AS subtypes,
  ${counted("(SELECT unnest(tags) AS value FROM seen) t", `LIMIT ${TAGS_MAX}`)} AS tags`;

/** How many packages the viewer may see of each format and subtype, and of the most used tags; most first. */
export async function getPackageFacets(viewerId: string | null): Promise<PackageFacets> {
  const [row] = await query<PackageFacets>(STATEMENT, [viewerId]);
  return row ?? { formats: [], subtypes: [], tags: [] };
}
