import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ReportedContent } from "@/lib/sessions/reported-share";
import type { SharedContent } from "@/lib/sessions/shared-session";

// An operator reads what there was a reason to look at: it was reported, or an operator did something about it.
const HAS_CAUSE = `(h.taken_down_at IS NOT NULL OR h.hidden_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM reports r WHERE r.share_id = h.id))`;

/** What a reported link shows, also one that was taken down, for operators; null when nobody ever reported it. */
export async function findReportedContent(shareId: string): Promise<ReportedContent | null> {
  const [row] = await query<{ content: SharedContent | null }>(
    `SELECT (SELECT n.content FROM playground_snapshots n WHERE n.share_id = h.id ORDER BY n.created_at DESC LIMIT 1) AS content
    FROM playground_shares h WHERE h.id = $1 AND ${HAS_CAUSE}`,
    [shareId],
  );
  return row ?? null;
}
