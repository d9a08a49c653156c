import "server-only";
import { query } from "@/lib/db/pool.server";
import { hashShareToken } from "@/lib/sessions/share-token.server";
import type { SharedContent, SharedSession } from "@/lib/sessions/shared-session";

/** Who reads a share: their account where they are signed in, and their keyed hash (null: it does not matter). */
export type Reader = { userId: string | null; viewer: string | null };

/** Where it does not matter who reads: embeds, pictures, other programs. */
export const NOBODY: Reader = { userId: null, viewer: null };

type SharedRow = {
  id: string;
  userId: string;
  snapshotId: string;
  title: string;
  content: SharedContent;
  publishedAt: Date;
  expiresAt: Date | null;
  views: number;
  helpful: number;
  notHelpful: number;
  yourVote: boolean | null;
};

const SHARED = `SELECT h.id, h.user_id AS "userId", h.snapshot_id AS "snapshotId", h.title, n.content,
  h.published_at AS "publishedAt", h.expires_at AS "expiresAt", h.views, h.helpful, h.not_helpful AS "notHelpful",
  (SELECT w.helpful FROM playground_share_viewers w WHERE w.share_id = h.id AND w.viewer = $3) AS "yourVote"
FROM live_share($1, $2) h JOIN playground_snapshots n ON n.id = h.snapshot_id`;

/** A share with what only the server may know of it. */
export type FoundShare = { id: string; ownerId: string; snapshotId: string; shared: SharedSession };

/**
 * What a link shows, read anew each time, so that an end holds at once. Null for a token that is nobody's, revoked,
 * expired or taken down, or whose session is gone: these cannot be told apart.
 */
export async function findShared(token: string, reader: Reader, now: Date): Promise<FoundShare | null> {
  const hash = hashShareToken(token);
  if (hash === null) return null;
  const [row] = await query<SharedRow>(SHARED, [now, hash, reader.viewer]);
  if (row === undefined) return null;
  const { title, content, publishedAt, expiresAt, views, helpful, notHelpful, yourVote } = row;
  const isYours = row.userId === reader.userId;
  const shared = {
    title,
    turns: content.turns,
    sharedAt: publishedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    views,
    helpful,
    notHelpful,
    yourVote,
    isYours,
  };
  return { id: row.id, ownerId: row.userId, snapshotId: row.snapshotId, shared };
}
