import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import type { Share } from "@/lib/sessions/share";
import { shareToken, shareUrl } from "@/lib/sessions/share-token.server";

/** A link as it is stored, without what only readers' requests need. */
export type ShareRow = {
  id: string;
  /** The copy it shows; null once it has ended. */
  snapshotId: string | null;
  sessionId: string;
  title: string;
  listed: boolean;
  judgement: "clear" | "unjudged" | "local";
  includePrompt: boolean;
  shownFindings: string[];
  runIds: string[];
  expiresAt: Date | null;
  createdAt: Date;
  publishedAt: Date;
  takenDownAt: Date | null;
  takenDownReason: string | null;
  hiddenAt: Date | null;
  views: number;
  helpful: number;
  notHelpful: number;
};

/** Columns of `playground_shares h` that its owner's view is made of. */
export const SHARE_COLUMNS = `h.id, h.snapshot_id AS "snapshotId", h.session_id AS "sessionId", h.title, h.listed, h.judgement,
  h.include_prompt AS "includePrompt", h.shown_findings AS "shownFindings", h.run_ids AS "runIds",
  h.expires_at AS "expiresAt", h.created_at AS "createdAt", h.published_at AS "publishedAt",
  h.taken_down_at AS "takenDownAt", h.taken_down_reason AS "takenDownReason", h.hidden_at AS "hiddenAt",
  h.views, h.helpful, h.not_helpful AS "notHelpful"`;

/** What its owner sees of a link, at an instant. */
export function toShare(row: ShareRow, now: Date): Share {
  const { id, snapshotId: _, judgement, expiresAt, createdAt, publishedAt, takenDownAt, hiddenAt, ...rest } = row;
  const token = shareToken(id);
  const isExpired = expiresAt !== null && expiresAt <= now;
  return {
    ...rest,
    token,
    shareUrl: shareUrl(token),
    status: takenDownAt !== null ? "taken_down" : isExpired ? "expired" : "live",
    notListed: !rest.listed ? null : hiddenAt !== null ? "hidden" : judgement === "unjudged" ? "unjudged" : null,
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    publishedAt: publishedAt.toISOString(),
  };
}

/** The link of one's own session that was not revoked; null when there is none. */
export async function findShareRow(userId: string, sessionId: string): Promise<ShareRow | null> {
  const [row] = await query<ShareRow>(
    `SELECT ${SHARE_COLUMNS} FROM playground_shares h WHERE h.session_id = $2 AND h.user_id = $1 AND h.revoked_at IS NULL`,
    [userId, sessionId],
  );
  return row ?? null;
}

/** The link of one's own session, also one that nobody can read any more; `not_found` when there is none. */
export async function requireShare(userId: string, sessionId: string, now: Date): Promise<Share> {
  const row = await findShareRow(userId, sessionId);
  if (row === null) throw new AppError("not_found");
  return toShare(row, now);
}
