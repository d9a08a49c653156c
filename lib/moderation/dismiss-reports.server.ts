import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import type { ModerationAct } from "@/lib/moderation/moderation-act";

const SETTLE = `UPDATE reports SET settled_at = $2, settled_by = $3, outcome = 'dismissed'
WHERE share_id = $1 AND settled_at IS NULL`;

/** Settles the open reports against a link without doing anything to it, also to one that has ended. */
export async function dismissReports({ shareId, actorId, reason, now }: ModerationAct): Promise<{ dismissed: number }> {
  return await inTransaction(async (client) => {
    const { rows } = await client.query<{ userId: string }>(
      `SELECT user_id AS "userId" FROM playground_shares WHERE id = $1 FOR UPDATE`,
      [shareId],
    );
    if (rows[0] === undefined) throw new AppError("not_found");
    const dismissed = (await client.query(SETTLE, [shareId, now, actorId])).rowCount ?? 0;
    if (dismissed > 0) {
      const details = { shareId, dismissed, ...(reason !== undefined && { reason }) };
      await writeAudit(client, { actorId, action: "reports.dismiss", subject: rows[0].userId, details, now });
    }
    return { dismissed };
  });
}
