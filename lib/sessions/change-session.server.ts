import "server-only";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { isId } from "@/lib/id";
import { LIVE } from "@/lib/sessions/live";
import type { SessionPatch } from "@/lib/sessions/session";

type Change = {
  user: { id: string; plan: "free" | "plus" | "organization" };
  sessionId: string;
  patch: SessionPatch;
  now: Date;
};
type Changed = { id: string; title: string; saved: boolean; expiresAt: string | null };
type Row = Omit<Changed, "expiresAt"> & { expiresAt: Date | null };

/** One that is no longer saved goes like any other: a day later, also when its last turn is older. */
const CHANGE = `UPDATE playground_sessions s SET title = coalesce($4, s.title), saved = coalesce($5, s.saved),
  expires_at = CASE WHEN coalesce($5, s.saved) THEN NULL WHEN s.saved THEN $2::timestamptz + interval '24 hours'
    ELSE s.expires_at END
WHERE ${LIVE} AND s.id = $3 RETURNING s.id, s.title, s.saved, s.expires_at AS "expiresAt"`;

/** What it is called is searched too. */
const FORGET_TEXTS = "DELETE FROM playground_session_texts WHERE session_id = $1";

/**
 * Names one's own session, or says whether it is kept. Keeping is part of PRPM+ (`plan_required`); giving up a kept one
 * is free. `not_found` when there is none such; an empty patch changes nothing.
 */
export async function changeSession({ user, sessionId, patch, now }: Change): Promise<Changed> {
  const { title = null, saved = null } = patch;
  const [known] = await query<{ saved: boolean }>(
    `SELECT s.saved FROM playground_sessions s WHERE ${LIVE} AND s.id = $3`,
    [user.id, now, sessionId],
  );
  if (known === undefined) throw new AppError("not_found");
  if (saved === true && !known.saved && user.plan === "free") throw new AppError("plan_required");
  const row = await inTransaction(async (client) => {
    const changed = await client.query<Row>(CHANGE, [user.id, now, sessionId, title, saved]);
    // A statement of its own, for it has to see what a search wrote while the first one waited for it.
    if (changed.rows[0] && title !== null) await client.query(FORGET_TEXTS, [sessionId]);
    return changed.rows[0];
  });
  if (row === undefined) throw new AppError("not_found");
  return { ...row, expiresAt: row.expiresAt?.toISOString() ?? null };
}

/** Deletes one's own session: what runs in it stops, its texts are erased, what it cost stays in the statement. */
export async function deleteSession(userId: string, sessionId: string, now: Date): Promise<{ deleted: true }> {
  if (!isId(sessionId)) throw new AppError("not_found");
  const [row] = await query<{ done: boolean }>("SELECT delete_session($1, $2, $3) AS done", [now, userId, sessionId]);
  if (row?.done !== true) throw new AppError("not_found");
  return { deleted: true };
}
