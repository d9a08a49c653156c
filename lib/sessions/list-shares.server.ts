import "server-only";
import { z } from "zod";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { Share } from "@/lib/sessions/share";
import { SHARE_COLUMNS, type ShareRow, toShare } from "@/lib/sessions/share-row.server";

type ListShares = { userId: string; limit: number; cursor?: string | undefined; now: Date };

const LIST = `SELECT ${SHARE_COLUMNS} FROM playground_shares h
WHERE h.user_id = $1 AND h.revoked_at IS NULL
  AND ($2::timestamptz IS NULL OR (h.created_at, h.id) < ($2, $3::uuid))
ORDER BY h.created_at DESC, h.id DESC LIMIT $4`;

/** All links of a user that were not revoked, the newest first, a page at a time; also expired and taken down ones. */
export async function listShares({ userId, limit, cursor, now }: ListShares): Promise<Page<Share>> {
  const shape = z.tuple([CursorInstant, z.uuid()]);
  const [before, beforeId] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const rows = await query<ShareRow>(LIST, [userId, before, beforeId, limit + 1]);
  const page = toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { ...page, items: page.items.map((row) => toShare(row, now)) };
}
