import "server-only";
import { z } from "zod";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { visiblePackage } from "@/lib/packages/visible-package";
import type { CommunityResult, ResultSort } from "@/lib/sessions/community-result";
import { firstWords } from "@/lib/sessions/first-words";
import { hashShareToken, shareToken } from "@/lib/sessions/share-token.server";

/** So much of a question and of an answer is listed, and read for it. */
const LONGEST = 280;
const EXCERPT = 600;

// Public shares of package $1 at instant $2.
const LISTED = `FROM playground_shares h JOIN playground_sessions s ON s.id = h.session_id JOIN users u ON u.id = h.user_id
  JOIN packages p ON p.id = h.package_id
WHERE h.package_id = $1 AND h.listed AND h.revoked_at IS NULL AND h.taken_down_at IS NULL AND h.hidden_at IS NULL
  AND h.judgement <> 'unjudged' AND (h.expires_at IS NULL OR h.expires_at > $2) AND s.deleted_at IS NULL
  AND (s.expires_at IS NULL OR s.expires_at > $2) AND u.banned_at IS NULL AND p.visibility = 'public'`;

/** What each order sorts by before the newest go first; the indexes name these very expressions. */
const FIRST: Readonly<Record<ResultSort, string | null>> = {
  helpful: "(h.helpful - h.not_helpful)",
  recent: null,
  featured: "((h.featured_at IS NOT NULL)::int)",
};

type Row = Omit<CommunityResult, "token" | "sharedAt"> & { id: string; first: number; publishedAt: Date };

function statementOf(sort: ResultSort): string {
  const first = FIRST[sort];
  const place = [...(first === null ? [] : [first]), "h.published_at", "h.token_hash"];
  const from = [...(first === null ? [] : ["$6::int"]), "$3::timestamptz", "$4::bytea"];
  const order = place.map((key) => `${key} DESC`).join(", ");
  // Sorted and cut first, so that of all others no text is read.
  return `
WITH page AS MATERIALIZED (
  SELECT h.* ${LISTED} AND ($3::timestamptz IS NULL OR (${place}) < (${from})) ORDER BY ${order} LIMIT $5)
SELECT h.id, ${first ?? 0} AS first, h.title, h.published_at AS "publishedAt", h.helpful, h.not_helpful AS "notHelpful",
  h.featured_at IS NOT NULL AS featured, shown.*
FROM page h JOIN playground_snapshots n ON n.id = h.snapshot_id, LATERAL (
  SELECT r.run->>'model' AS model, r.run->'prompt'->>'version' AS version,
    left(t.turn->>'userInput', ${EXCERPT}) AS question, left(r.run->>'response', ${EXCERPT}) AS answer
  FROM jsonb_array_elements(n.content->'turns') WITH ORDINALITY AS t (turn, place),
    jsonb_array_elements(t.turn->'runs') WITH ORDINALITY AS r (run, place)
  WHERE r.run->'prompt'->>'kind' = 'package' ORDER BY t.place, r.place LIMIT 1) AS shown
ORDER BY ${order}`;
}

function toResult({ id, publishedAt, question, answer, first: _first, ...row }: Row): CommunityResult {
  return {
    ...row,
    token: shareToken(id),
    question: firstWords(question, LONGEST),
    answer: firstWords(answer, LONGEST),
    sharedAt: publishedAt.toISOString(),
  };
}

type ListResults = {
  packageId: string;
  sort: ResultSort;
  limit: number;
  cursor?: string | undefined;
  now: Date;
};

/** A cursor names a token and no id, because it is given to strangers. */
const Position = z.tuple([z.int32(), CursorInstant, z.string().transform(hashShareToken).pipe(z.instanceof(Buffer))]);

/** The public shares of a package, sorted and then cut to a page. */
export async function listResults(list: ListResults): Promise<Page<CommunityResult>> {
  const { packageId, sort, limit, cursor, now } = list;
  const [first, at, hash] = cursor === undefined ? [null, null, null] : decodeCursor(cursor, Position);
  const values = [packageId, now, at, hash, limit + 1, ...(FIRST[sort] === null ? [] : [first])];
  const rows = await query<Row>(statementOf(sort), values);
  const page = toPage(rows, limit, (row) => [row.first, row.publishedAt.toISOString(), shareToken(row.id)]);
  return { ...page, items: page.items.map(toResult) };
}

/** How many public shares a package has. */
export async function countResults(packageId: string, now: Date): Promise<number> {
  const [row] = await query<{ count: number }>(`SELECT count(*)::int AS count ${LISTED}`, [packageId, now]);
  return row?.count ?? 0;
}

/** A page of them with their number, for whoever may see the package; else `not_found`. */
export async function listPackageResults(
  viewerId: string | null,
  list: ListResults,
): Promise<Page<CommunityResult> & { total: number }> {
  const seen = await query(`SELECT 1 FROM packages p WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`, [
    viewerId,
    list.packageId,
  ]);
  if (seen.length === 0) throw new AppError("not_found");
  const [page, total] = await Promise.all([listResults(list), countResults(list.packageId, list.now)]);
  return { ...page, total };
}
