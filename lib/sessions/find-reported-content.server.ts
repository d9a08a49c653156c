import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ReportedContent } from "@/lib/sessions/reported-share";
import type { SharedContent } from "@/lib/sessions/shared-session";

/** What a link shows, also one that was taken down, for operators; null when there is no such link. */
export async function findReportedContent(shareId: string): Promise<ReportedContent | null> {
  const [row] = await query<{ content: SharedContent | null }>(
    `SELECT (SELECT n.content FROM playground_snapshots n WHERE n.share_id = h.id ORDER BY n.created_at DESC LIMIT 1) AS content
    FROM playground_shares h WHERE h.id = $1`,
    [shareId],
  );
  return row ?? null;
}
