import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { findShareRow } from "@/lib/sessions/share-row.server";

// Locked first, so that one that is being taken down is not ended.
const END = `WITH mine AS (SELECT session_id FROM playground_shares WHERE session_id = $2 AND user_id = $3
  AND revoked_at IS NULL AND taken_down_at IS NULL FOR UPDATE)
SELECT end_shares($1, ARRAY[session_id], false) FROM mine`;

/**
 * Ends a link at once, for everyone. `not_found` when there is none; `forbidden` for one that was taken down, which
 * stays, so that the session is not shared under another.
 */
export async function revokeShare(userId: string, sessionId: string, now: Date): Promise<{ revoked: true }> {
  const ended = await query(END, [now, sessionId, userId]);
  if (ended.length > 0) return { revoked: true };
  if ((await findShareRow(userId, sessionId)) === null) throw new AppError("not_found");
  throw new AppError("forbidden", { message: "This link was taken down; nobody can read it." });
}
