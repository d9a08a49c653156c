import "server-only";
import { z } from "zod";
import { now as readClock } from "@/lib/clock";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { inChunks } from "@/lib/jobs/in-chunks";
import type { ModelName } from "@/lib/models/models";
import { searchWords } from "@/lib/search-words";
import { LIVE } from "@/lib/sessions/live";
import type { SessionSummary } from "@/lib/sessions/session";

type ListSessions = {
  userId: string;
  limit: number;
  cursor?: string | undefined;
  /** Words of its title or of anything said in it, the last one as the beginning of a word. */
  q?: string | undefined;
  /** With a run of this package. */
  packageId?: string | undefined;
  /** With a run of this model. */
  model?: ModelName | undefined;
  saved?: boolean | undefined;
  /** With a link that works. */
  shared?: boolean | undefined;
};

type Row = {
  id: string;
  title: string;
  saved: boolean;
  expires_at: Date | null;
  last_turn_at: Date;
  package_id: string | null;
  package_name: string | null;
};

/** Whoever searches has their own sessions made searchable first, so many in a statement. */
const INDEXED_AT_ONCE = 200;

/** A run is looked for among the user's own, never through those of all. */
const WITH_RUN = "EXISTS (SELECT 1 FROM playground_runs u WHERE u.user_id = $1 AND u.session_id = s.id";

/** A link is up until it is ended, taken down or past its time. */
const SHARED = `EXISTS (SELECT 1 FROM playground_shares h WHERE h.user_id = $1 AND h.session_id = s.id
  AND h.revoked_at IS NULL AND h.taken_down_at IS NULL AND (h.expires_at IS NULL OR h.expires_at > $2))`;

const LIST = `SELECT s.id, s.title, s.saved, s.expires_at, s.last_turn_at, p.id AS package_id,
  p.scope || '/' || p.name AS package_name
FROM playground_sessions s LEFT JOIN playground_runs r ON r.id = s.last_run_id
LEFT JOIN packages p ON p.id = r.package_id
WHERE ${LIVE} AND NOT s.unlisted AND ($3::timestamptz IS NULL OR (s.last_turn_at, s.id) < ($3, $4::uuid))
  AND ($6::text IS NULL OR EXISTS (SELECT 1 FROM playground_session_texts t
    WHERE t.session_id = s.id AND t.user_id = $1 AND t.document @@ to_tsquery('simple', $6)))
  AND ($7::uuid IS NULL OR ${WITH_RUN} AND u.package_id = $7))
  AND ($8::text IS NULL OR ${WITH_RUN} AND u.model = $8))
  AND ($9::boolean IS NULL OR s.saved = $9)
  AND ($10::boolean IS NULL OR ${SHARED} = $10)
ORDER BY s.last_turn_at DESC, s.id DESC LIMIT $5`;

/** All of them, as a search that leaves some out would say that they are not there. */
async function makeSearchable(userId: string): Promise<void> {
  await inChunks(INDEXED_AT_ONCE, async (size) => {
    const [row] = await query<{ count: number }>("SELECT index_sessions($1, $2) AS count", [userId, size]);
    return row?.count ?? 0;
  });
}

/** A user's sessions, the last used first, a page at a time: all, or those that fit a search and filters. */
export async function listSessions(list: ListSessions): Promise<Page<SessionSummary>> {
  const { userId, limit, cursor, q = "", packageId = null, model = null, saved = null, shared = null } = list;
  const now = readClock();
  const [before, beforeId] =
    cursor === undefined ? [null, null] : decodeCursor(cursor, z.tuple([CursorInstant, z.uuid()]));
  const words = searchWords(q);
  // What was typed and has no word in it finds nothing.
  if (words === null && q.trim() !== "") return { items: [], nextCursor: null };
  if (words !== null) await makeSearchable(userId);
  const values = [userId, now, before, beforeId, limit + 1, words?.all ?? null, packageId, model, saved, shared];
  const rows = await query<Row>(LIST, values);
  const items = rows.map((row) => ({
    id: row.id,
    title: row.title,
    saved: row.saved,
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastTurnAt: row.last_turn_at.toISOString(),
    packageId: row.package_id,
    packageName: row.package_name,
  }));
  return toPage(items, limit, (item) => [item.lastTurnAt, item.id]);
}
