import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";
import { type LockedShare, type ModeratedShare, moderate } from "@/lib/moderation/moderate.server";
import type { ModerationAct } from "@/lib/moderation/moderation-act";

/**
 * Takes a link away from everybody at once, with what forks show of it, also of one that its author has ended; they are
 * told why, and open reports are upheld. One that is down already stays as it is, with the reason that was given first.
 */
export async function takeDownShare(act: ModerationAct & { reason: string }): Promise<ModeratedShare> {
  const { shareId, reason, actorId, now } = act;
  const take = async (client: PoolClient, { isTakenDown }: LockedShare) => {
    if (isTakenDown) return false;
    await client.query("SELECT take_down_share($1, $2, $3, $4)", [now, shareId, reason, actorId]);
    return true;
  };
  return await moderate(act, "share.take_down", take, { alsoEnded: true });
}

/** Gives a link that was taken down back; `conflict` while its author may not share at all. */
export async function restoreShare(act: ModerationAct): Promise<ModeratedShare> {
  const restore = async (client: PoolClient, { isTakenDown, isOwnerBanned }: LockedShare) => {
    if (!isTakenDown) return false;
    if (isOwnerBanned) {
      throw new AppError("conflict", { message: "Its author is banned from sharing. Lift the ban first." });
    }
    await client.query("SELECT restore_share($1)", [act.shareId]);
    return true;
  };
  return await moderate(act, "share.restore", restore, { alsoEnded: true });
}
