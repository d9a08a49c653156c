import "server-only";
import { type ModeratedShare, moderate } from "@/lib/moderation/moderate.server";
import type { ModerationAct } from "@/lib/moderation/moderation-act";

/**
 * Takes a link out of its package's list, or lets it stand there again; the link itself goes on. It holds for the next
 * link of the same session too.
 */
export async function setHidden(act: ModerationAct & { hidden: boolean }): Promise<ModeratedShare> {
  const { shareId, hidden, now } = act;
  return await moderate(act, hidden ? "share.hide" : "share.unhide", async (client, { isHidden }) => {
    if (isHidden === hidden) return false;
    await client.query(
      `UPDATE playground_shares SET hidden_at = $2
      WHERE session_id = (SELECT session_id FROM playground_shares WHERE id = $1)`,
      [shareId, hidden ? now : null],
    );
    return true;
  });
}
