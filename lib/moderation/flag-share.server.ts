import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { newId } from "@/lib/id";
import { CATEGORY_WORDS } from "@/lib/moderation/categories";
import type { Judgement } from "@/lib/moderation/judgement";

/** The reader as whom the product's own check reports; no hash of a reader reads so. */
const CHECK = "check";

type Flags = Extract<Judgement, { outcome: "flagged" }>["flags"];

/** A link as it was when it was judged. */
export type JudgedShare = { shareId: string; snapshotId: string };

const LOCK = `SELECT user_id AS "userId" FROM playground_shares WHERE id = $1 AND snapshot_id = $2
  AND judgement = 'unjudged' AND revoked_at IS NULL AND taken_down_at IS NULL FOR UPDATE`;

const HIDE = `UPDATE playground_shares SET judgement = 'clear', hidden_at = coalesce(hidden_at, $2) WHERE id = $1`;

const REPORT = `INSERT INTO reports (id, share_id, viewer, category, comment, created_at) VALUES ($1, $2, '${CHECK}', $3, $4, $5)
ON CONFLICT (share_id, viewer) WHERE settled_at IS NULL DO UPDATE SET category = excluded.category,
  comment = excluded.comment, created_at = excluded.created_at`;

/**
 * What follows when the check objects to a link that is public already: it is reported to the operators and taken out
 * of lists. The link itself stays until one of them decides, unless it is about minors. One that changed meanwhile is
 * left alone; it was judged anew. Answers whether anything was done.
 */
export async function flagShare({ shareId, snapshotId }: JudgedShare, flags: Flags, now: Date): Promise<boolean> {
  return await inTransaction(async (client) => {
    const { rows } = await client.query<{ userId: string }>(LOCK, [shareId, snapshotId]);
    const owner = rows[0];
    if (owner === undefined) return false;
    const minors = flags.find(({ category }) => category === "minors");
    const category = (minors ?? flags[0])?.category ?? "other";
    const comment = flags
      .map((flag) => flag.reason)
      .join("\n")
      .slice(0, 2_000);
    await client.query(HIDE, [shareId, now]);
    await client.query(REPORT, [newId(), shareId, category, comment, now]);
    const record = { actorId: null, subject: owner.userId, now };
    if (minors === undefined) {
      await writeAudit(client, { ...record, action: "share.hide", details: { shareId, by: CHECK, reason: comment } });
      return true;
    }
    const reason = CATEGORY_WORDS.minors.sentence;
    await client.query("SELECT take_down_share($1, $2, $3, NULL)", [now, shareId, reason]);
    await writeAudit(client, { ...record, action: "share.take_down", details: { shareId, by: CHECK, reason } });
    return true;
  });
}
