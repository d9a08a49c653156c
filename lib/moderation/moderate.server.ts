import "server-only";
import type { PoolClient } from "pg";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import type { ModerationAct } from "@/lib/moderation/moderation-act";

/** A link as an operator finds it. */
export type LockedShare = {
  userId: string;
  isTakenDown: boolean;
  isHidden: boolean;
  isOwnerBanned: boolean;
};

/** How a link stands for operators. */
export type ModeratedShare = { takenDown: boolean; takenDownReason: string | null; hidden: boolean };

// A ban locks its user before their links, and so does this.
const LOCK_OWNER = `SELECT u.id, u.sharing_banned_at IS NOT NULL AS "isOwnerBanned" FROM users u
WHERE u.id = (SELECT user_id FROM playground_shares WHERE id = $1) FOR SHARE`;

// Its session before the link, as whoever changes or deletes them goes.
const LOCK_SESSION = `SELECT 1 FROM playground_sessions
WHERE id = (SELECT session_id FROM playground_shares WHERE id = $1) FOR UPDATE`;

const LOCK_SHARE = `SELECT user_id AS "userId", taken_down_at IS NOT NULL AS "isTakenDown",
  hidden_at IS NOT NULL AS "isHidden", revoked_at IS NOT NULL AS "isOver"
FROM playground_shares WHERE id = $1 FOR UPDATE`;

const READ = `SELECT taken_down_at IS NOT NULL AS "takenDown", taken_down_reason AS "takenDownReason",
  hidden_at IS NOT NULL AS hidden FROM playground_shares WHERE id = $1`;

/** Locks a link; `not_found` where there is none, `conflict` for one that has ended, unless that does not matter. */
async function lockShare(client: PoolClient, shareId: string, alsoEnded: boolean): Promise<LockedShare> {
  const owner = await client.query<{ isOwnerBanned: boolean }>(LOCK_OWNER, [shareId]);
  await client.query(LOCK_SESSION, [shareId]);
  const { rows } = await client.query<LockedShare & { isOver: boolean }>(LOCK_SHARE, [shareId]);
  const share = rows[0];
  if (share === undefined) throw new AppError("not_found");
  if (share.isOver && !alsoEnded)
    throw new AppError("conflict", { message: "Its author has ended this link; nobody can read it." });
  return { ...share, isOwnerBanned: owner.rows[0]?.isOwnerBanned === true };
}

/**
 * Does something to a link in one transaction with its line in the audit log. Where `change` answers false it is so
 * already, and nothing is written. Answers how the link stands then.
 */
export async function moderate(
  { shareId, actorId, reason, now }: ModerationAct,
  action: string,
  change: (client: PoolClient, share: LockedShare) => Promise<boolean>,
  { alsoEnded = false }: { alsoEnded?: boolean } = {},
): Promise<ModeratedShare> {
  return await inTransaction(async (client) => {
    const share = await lockShare(client, shareId, alsoEnded);
    if (await change(client, share)) {
      const details = { shareId, ...(reason !== undefined && { reason }) };
      await writeAudit(client, { actorId, action, subject: share.userId, details, now });
    }
    const { rows } = await client.query<ModeratedShare>(READ, [shareId]);
    if (rows[0] === undefined) throw new AppError("not_found");
    return rows[0];
  });
}
