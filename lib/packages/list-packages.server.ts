import "server-only";
import { z } from "zod";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { PackageFormat, PackageSubtype, PackageSummary } from "@/lib/packages/package";
import { PACKAGE_COLUMNS, type PackageRow, toSummary } from "@/lib/packages/package-row";
import { visiblePackage } from "@/lib/packages/visible-package";
import { type SearchWords, searchWords } from "@/lib/search-words";

export type PackageSearch = {
  viewerId: string | null;
  q?: string | undefined;
  format?: PackageFormat | undefined;
  subtype?: PackageSubtype | undefined;
  tag?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

const PAGE_SIZE = 20;
const PAGE_SIZE_MAX = 100;

/** How a search is tried, one after the other until something is found. */
const MANNERS = ["words", "similar", "any"] as const;
type Manner = (typeof MANNERS)[number];

/** As `toISOString` writes it, from 1970 to 9999: what else reads as a time, the database may not take. */
const Instant = z.iso.datetime({ precision: 3 }).refine((instant) => instant >= "1970");
const RecencyPosition = z.tuple([Instant, z.uuid()]);
const RelevancePosition = z.tuple([z.enum(MANNERS), z.int().min(0).max(2_147_483_647), z.uuid()]);

const FILTERED = `
FROM packages p JOIN package_versions v ON v.id = p.latest_version_id
WHERE ${visiblePackage("p", "$1::uuid")}
  AND ($2::text IS NULL OR p.format = $2) AND ($3::text IS NULL OR p.subtype = $3)
  AND ($4::text IS NULL OR p.tags @> ARRAY[$4::text])`;

const RECENT = `SELECT ${PACKAGE_COLUMNS} ${FILTERED}
  AND ($5::timestamptz IS NULL OR (p.updated_at, p.id) < ($5, $6::uuid))
ORDER BY p.updated_at DESC, p.id DESC LIMIT $7`;

// Names are indexed as they are written, descriptions and tags by their stems: a query asks both ways.
const tsquery = (parameter: string) => `(to_tsquery('simple', ${parameter}) || to_tsquery('english', ${parameter}))`;
const FULL_NAME = "(p.scope || '/' || p.name)";

// Scores are millionths, so that a position in the list compares exactly.
const HOW: Readonly<Record<Manner, { fits: string; score: string }>> = {
  /** All words, the last one perhaps unfinished; above how they weigh, a name that is or begins so. */
  words: {
    fits: `p.search @@ ${tsquery("$5")}`,
    score: `ts_rank(p.search, ${tsquery("$5")}) + CASE
      WHEN $6 IN (p.name, p.scope || '-' || p.name) THEN 3 WHEN p.name LIKE $6 || '%' THEN 1 ELSE 0 END`,
  },
  /** Names that look alike: typing mistakes. */
  similar: {
    fits: `word_similarity($6, ${FULL_NAME}) >= 0.4`,
    score: `word_similarity($6, ${FULL_NAME})`,
  },
  /** Any of the words. */
  any: {
    fits: `p.search @@ ${tsquery("$5")}`,
    score: `ts_rank(p.search, ${tsquery("$5")})`,
  },
};

function relevant(manner: Manner): string {
  const { fits, score } = HOW[manner];
  // Not every manner uses both $5 and $6, and a parameter that nothing uses has no type.
  return `SELECT * FROM (SELECT ${PACKAGE_COLUMNS}, (1000000 * (${score}))::int AS score
  ${FILTERED} AND ${fits} AND $5::text || $6::text IS NOT NULL) found
WHERE $7::int IS NULL OR (score, id) < ($7, $8::uuid)
ORDER BY score DESC, id DESC LIMIT $9`;
}

type Filters = readonly [viewer: string | null, format: string | null, subtype: string | null, tag: string | null];

async function listRecent(filters: Filters, limit: number, cursor: string | undefined): Promise<Page<PackageSummary>> {
  const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, RecencyPosition);
  const rows = await query<PackageRow>(RECENT, [...filters, at, id, limit + 1]);
  return toPage(rows.map(toSummary), limit, (item) => [item.updatedAt, item.id]);
}

async function listInManner(
  manner: Manner,
  { all, any, text, name }: SearchWords,
  { filters, limit, after }: { filters: Filters; limit: number; after: z.infer<typeof RelevancePosition> | null },
): Promise<Page<PackageSummary>> {
  const words = manner === "words" ? [all, name] : [any, text];
  const values = [...filters, ...words, after?.[1] ?? null, after?.[2] ?? null, limit + 1];
  const rows = await query<PackageRow & { score: number }>(relevant(manner), values);
  const page = toPage(rows, limit, (row) => [manner, row.score, row.id]);
  return { items: page.items.map(toSummary), nextCursor: page.nextCursor };
}

/**
 * A page of the packages the viewer may see: by relevance when something is searched for (all words first, then names
 * that look alike, then any word), else the newest first. Refuses a cursor that another kind of list gave out.
 */
export async function listPackages(search: PackageSearch): Promise<Page<PackageSummary>> {
  // No tag has it, and the database cannot even be asked.
  if (search.tag?.includes("\0")) return { items: [], nextCursor: null };
  const limit = Math.min(Math.max(search.limit ?? PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const { viewerId, format = null, subtype = null, cursor } = search;
  const filters: Filters = [viewerId, format, subtype, search.tag?.toLowerCase() ?? null];
  const typed = search.q?.trim() ?? "";
  if (typed === "") return await listRecent(filters, limit, cursor);
  const words = searchWords(typed);
  if (words === null) return { items: [], nextCursor: null };
  const after = cursor === undefined ? null : decodeCursor(cursor, RelevancePosition);
  if (after !== null) return await listInManner(after[0], words, { filters, limit, after });
  for (const manner of MANNERS) {
    const page = await listInManner(manner, words, { filters, limit, after });
    if (page.items.length > 0) return page;
  }
  return { items: [], nextCursor: null };
}
