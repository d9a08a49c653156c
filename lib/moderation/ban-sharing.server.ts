import "server-only";
import type { PoolClient } from "pg";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import type { SharingBan } from "@/lib/moderation/moderation-act";

/** May somebody share? Null while they may. */
export type SharingBanState = { bannedAt: string; reason: string | null } | null;

type BanSharing = { userId: string; actorId: string; ban: SharingBan; now: Date };

const LOCK =
  "SELECT sharing_banned_at IS NOT NULL AS banned FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE";

// Sessions before their links, as whoever changes or deletes them goes.
const LOCK_SESSIONS = `SELECT 1 FROM playground_sessions WHERE id IN (SELECT session_id FROM playground_shares
  WHERE user_id = $1 AND revoked_at IS NULL AND taken_down_at IS NULL) ORDER BY id FOR UPDATE`;

const LIVE_LINKS = `SELECT id FROM playground_shares WHERE user_id = $1 AND revoked_at IS NULL AND taken_down_at IS NULL
  AND (expires_at IS NULL OR expires_at > $2) ORDER BY id FOR UPDATE`;

async function takeDownLinks(client: PoolClient, { userId, actorId, now }: BanSharing, reason: string) {
  await client.query(LOCK_SESSIONS, [userId]);
  const { rows } = await client.query<{ id: string }>(LIVE_LINKS, [userId, now]);
  for (const { id } of rows) {
    await client.query("SELECT take_down_share($1, $2, $3, $4)", [now, id, reason, actorId]);
  }
  return rows.length;
}

/**
 * Bans somebody from sharing and takes down all of their live links at once, or lifts the ban; links that a ban took
 * down stay down until each is restored. Who is banned already stays so, with the reason that was given first.
 */
export async function banSharing(asked: BanSharing): Promise<{ banned: boolean; linksTakenDown: number }> {
  const { userId, actorId, ban, now } = asked;
  return await inTransaction(async (client) => {
    const { rows } = await client.query<{ banned: boolean }>(LOCK, [userId]);
    if (rows[0] === undefined) throw new AppError("not_found");
    if (rows[0].banned === ban.banned) return { banned: ban.banned, linksTakenDown: 0 };
    await client.query("UPDATE users SET sharing_banned_at = $2, sharing_ban_reason = $3 WHERE id = $1", [
      userId,
      ban.banned ? now : null,
      ban.banned ? ban.reason : null,
    ]);
    const links = ban.banned ? await takeDownLinks(client, asked, ban.reason) : 0;
    const details = { ...(ban.reason !== undefined && { reason: ban.reason }), ...(ban.banned && { links }) };
    const action = ban.banned ? "sharing.ban" : "sharing.unban";
    await writeAudit(client, { actorId, action, subject: userId, details, now });
    return { banned: ban.banned, linksTakenDown: links };
  });
}

/** Whether and why somebody may not share. */
export async function getSharingBan(userId: string): Promise<SharingBanState> {
  const [row] = await query<{ bannedAt: Date; reason: string | null }>(
    `SELECT sharing_banned_at AS "bannedAt", sharing_ban_reason AS reason FROM users
    WHERE id = $1 AND sharing_banned_at IS NOT NULL`,
    [userId],
  );
  return row === undefined ? null : { bannedAt: row.bannedAt.toISOString(), reason: row.reason };
}
