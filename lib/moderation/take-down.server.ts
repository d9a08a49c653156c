import "server-only";
import { AppError } from "@/lib/errors";
import { type ModeratedShare, moderate } from "@/lib/moderation/moderate.server";
import type { ModerationAct } from "@/lib/moderation/moderation-act";

/**
 * Takes a link away from everybody at once, with what forks show of it; its author is told why, and open reports are
 * upheld. One that is down already stays as it is, with the reason that was given first.
 */
export async function takeDownShare(act: ModerationAct & { reason: string }): Promise<ModeratedShare> {
  const { shareId, reason, actorId, now } = act;
  return await moderate(act, "share.take_down", async (client, { isTakenDown }) => {
    if (isTakenDown) return false;
    await client.query("SELECT take_down_share($1, $2, $3, $4)", [now, shareId, reason, actorId]);
    return true;
  });
}

/** Gives a link that was taken down back; `conflict` while its author may not share at all. */
export async function restoreShare(act: ModerationAct): Promise<ModeratedShare> {
  return await moderate(act, "share.restore", async (client, { isTakenDown, isOwnerBanned }) => {
    if (!isTakenDown) return false;
    if (isOwnerBanned) {
      throw new AppError("conflict", { message: "Its author is banned from sharing. Lift the ban first." });
    }
    await client.query(
      `WITH share AS (UPDATE playground_shares SET taken_down_at = NULL, taken_down_reason = NULL WHERE id = $1
        RETURNING snapshot_id)
      UPDATE playground_snapshots SET taken_down_at = NULL WHERE id IN (SELECT snapshot_id FROM share)`,
      [act.shareId],
    );
    await client.query(
      `DELETE FROM playground_session_texts WHERE session_id IN (SELECT s.id FROM playground_sessions s
        JOIN playground_shares h ON h.snapshot_id = s.forked_snapshot_id WHERE h.id = $1)`,
      [act.shareId],
    );
    return true;
  });
}
