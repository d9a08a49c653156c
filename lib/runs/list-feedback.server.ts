import "server-only";
import { z } from "zod";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { PackageComment, VersionVotes } from "@/lib/runs/run-feedback";

// What others say of package $1: those who look after it do not judge themselves.
const OTHERS = `FROM feedback f JOIN packages p ON p.id = f.package_id JOIN package_versions v ON v.id = f.package_version_id
WHERE f.package_id = $1 AND NOT package_managed(p, f.user_id)`;

const VOTES = `SELECT v.version, count(*) FILTER (WHERE f.effective)::int AS effective,
  count(*) FILTER (WHERE NOT f.effective)::int AS "notEffective" ${OTHERS}
GROUP BY v.id ORDER BY v.created_at DESC, v.id DESC`;

// A hash tells comments of one instant apart, so that the cursor names nobody's run.
const COMMENTS = `SELECT v.version, f.effective, f.comment, f.updated_at AS at, md5(f.run_id::text) AS mark ${OTHERS}
  AND f.comment IS NOT NULL AND ($2::timestamptz IS NULL OR (f.updated_at, md5(f.run_id::text)) < ($2, $3))
ORDER BY f.updated_at DESC, md5(f.run_id::text) DESC LIMIT $4`;

/** How many runs of each version worked, by those who ran them, the newest version first. */
export const countVotes = (packageId: string) => query<VersionVotes>(VOTES, [packageId]);

type Row = Omit<PackageComment, "at"> & { at: Date; mark: string };

type ListFeedback = { packageId: string; limit: number; cursor?: string | undefined };

/** What people say of their runs with a package: votes for each version, and their comments, the newest first. */
export async function listFeedback(list: ListFeedback): Promise<Page<PackageComment> & { versions: VersionVotes[] }> {
  const { packageId, limit, cursor } = list;
  const shape = z.tuple([CursorInstant, z.string().regex(/^[0-9a-f]{32}$/)]);
  const [before, mark] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const [versions, rows] = await Promise.all([
    countVotes(packageId),
    query<Row>(COMMENTS, [packageId, before, mark, limit + 1]),
  ]);
  const page = toPage(rows, limit, (row) => [row.at.toISOString(), row.mark]);
  const items = page.items.map(({ at, mark: _mark, ...comment }) => ({ ...comment, at: at.toISOString() }));
  return { ...page, items, versions };
}
