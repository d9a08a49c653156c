import "server-only";
import { query } from "@/lib/db/pool.server";
import { flagShare, type JudgedShare } from "@/lib/moderation/flag-share.server";
import { judgeTexts } from "@/lib/moderation/judge-texts.server";
import type { SharedContent } from "@/lib/sessions/shared-session";
import { textsOf } from "@/lib/sessions/snapshot";

/** One call of the scheduler asks for no more: each may take the classifier a while. */
const AT_ONCE = 5;
/** Of one that is not answered the link may be the cause; of several it is the classifier. */
const UNANSWERED = 2;

const WAITING = `SELECT h.id AS "shareId", h.snapshot_id AS "snapshotId", h.title, n.content
FROM playground_shares h JOIN playground_snapshots n ON n.id = h.snapshot_id
WHERE h.judgement = 'unjudged' AND h.revoked_at IS NULL AND h.taken_down_at IS NULL
  AND (h.expires_at IS NULL OR h.expires_at > $1)
ORDER BY h.published_at, h.id LIMIT ${AT_ONCE}`;

type WaitingShare = JudgedShare & { title: string; content: SharedContent };

async function settle({ shareId, snapshotId }: JudgedShare, judgement: "clear" | "local"): Promise<void> {
  await query(
    "UPDATE playground_shares SET judgement = $3 WHERE id = $1 AND snapshot_id = $2 AND judgement = 'unjudged'",
    [shareId, snapshotId, judgement],
  );
}

/** Answers whether the classifier said anything. */
async function judgeOne(share: WaitingShare, now: Date): Promise<boolean> {
  const { title, content } = share;
  const judged = await judgeTexts(textsOf({ title, turns: content.turns, sources: [] }), { userId: null, now });
  if (judged.outcome === "unjudged" && (judged.why === "no_answer" || judged.why === "no_room")) return false;
  if (judged.outcome === "unjudged" && judged.why === "unreadable") {
    const reason = "The check did not come to a judgement.";
    await flagShare(share, [{ category: null, severity: "high", reason }], now);
    return true;
  }
  const high = judged.outcome === "flagged" ? judged.flags.filter(({ severity }) => severity === "high") : [];
  if (high.length > 0) await flagShare(share, high, now);
  else await settle(share, judged.outcome === "unjudged" ? "local" : "clear");
  return true;
}

/**
 * Judges a few links that were published while the classifier did not answer, the oldest first; while it still does
 * not, the rest waits for the next call, and for no single one of them. Safe to run late, twice and from several processes.
 */
export async function judgeLater(now: Date): Promise<{ sharesJudged: number }> {
  let sharesJudged = 0;
  let unanswered = 0;
  for (const share of await query<WaitingShare>(WAITING, [now])) {
    if (await judgeOne(share, now)) sharesJudged += 1;
    else unanswered += 1;
    if (unanswered === UNANSWERED) break;
  }
  return { sharesJudged };
}
