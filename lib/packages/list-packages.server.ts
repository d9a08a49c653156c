import "server-only";
import { z } from "zod";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { PackageFormat, PackageSubtype, PackageSummary } from "@/lib/packages/package";
import { PACKAGE_COLUMNS, type PackageRow, toSummary } from "@/lib/packages/package-row";
import { type SearchWords, searchWords } from "@/lib/packages/search-words";
import { visiblePackage } from "@/lib/packages/visible-package";

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

const RecencyPosition = z.tuple([z.iso.datetime(), z.uuid()]);
const RelevancePosition = z.tuple([z.enum(["words", "similar"]), z.int().min(0).max(2_147_483_647), z.uuid()]);
type Manner = z.infer<typeof RelevancePosition>[0];

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

/** Millionths, so that a position compares exactly: how the words weigh, above that a name that is or begins so. */
const WORDS = {
  fits: `p.search @@ ${tsquery("$5")}`,
  score: `(1000000 * (ts_rank(p.search, ${tsquery("$5")}) + CASE
    WHEN $6 IN (p.name, p.scope || '-' || p.name) THEN 3 WHEN p.name LIKE $6 || '%' THEN 1 ELSE 0 END))::int`,
};

/** For words that fit nothing: names and descriptions that look alike, else any one of the words. */
const SIMILAR = {
  fits: `(word_similarity($6, ${FULL_NAME}) >= 0.4 OR word_similarity($6, p.description) >= 0.5
    OR p.search @@ ${tsquery("$5")})`,
  score: `(1000000 * (2 * word_similarity($6, ${FULL_NAME}) + word_similarity($6, p.description)
    + ts_rank(p.search, ${tsquery("$5")})))::int`,
};

function relevant({ fits, score }: typeof WORDS): string {
  return `SELECT * FROM (SELECT ${PACKAGE_COLUMNS}, ${score} AS score ${FILTERED} AND ${fits}) found
WHERE $7::int IS NULL OR (score, id) < ($7, $8::uuid)
ORDER BY score DESC, id DESC LIMIT $9`;
}

const RELEVANT: Readonly<Record<Manner, string>> = { words: relevant(WORDS), similar: relevant(SIMILAR) };

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
  const rows = await query<PackageRow & { score: number }>(RELEVANT[manner], values);
  const page = toPage(rows, limit, (row) => [manner, row.score, row.id]);
  return { items: page.items.map(toSummary), nextCursor: page.nextCursor };
}

/**
 * A page of the packages the viewer may see: by relevance when something is searched for (words first, what looks
 * alike when no words fit), else the newest first. Refuses a cursor that another kind of list gave out.
 */
export async function listPackages(search: PackageSearch): Promise<Page<PackageSummary>> {
  const limit = Math.min(Math.max(search.limit ?? PAGE_SIZE, 1), PAGE_SIZE_MAX);
  const { viewerId, format = null, subtype = null, cursor } = search;
  const filters: Filters = [viewerId, format, subtype, search.tag?.toLowerCase() ?? null];
  const typed = search.q?.trim() ?? "";
  if (typed === "") return await listRecent(filters, limit, cursor);
  const words = searchWords(typed);
  if (words === null) return { items: [], nextCursor: null };
  const after = cursor === undefined ? null : decodeCursor(cursor, RelevancePosition);
  const page = await listInManner(after?.[0] ?? "words", words, { filters, limit, after });
  if (after !== null || page.items.length > 0) return page;
  return await listInManner("similar", words, { filters, limit, after });
}
