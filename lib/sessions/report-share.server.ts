import "server-only";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import type { NewReport } from "@/lib/moderation/report";
import { findShared, type Reader } from "@/lib/sessions/get-shared.server";

type ReportShare = { token: string; reader: Reader & { viewer: string }; report: NewReport; now: Date };

const REPORT = `INSERT INTO reports (id, share_id, viewer, reporter_id, category, comment, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (share_id, viewer) WHERE settled_at IS NULL
DO UPDATE SET category = excluded.category, comment = excluded.comment, created_at = excluded.created_at`;

/**
 * Tells the operators what is wrong with what a link shows. A reader has one open report a link; reporting again puts
 * another in its place. `not_found` where the link is not live, `forbidden` for its owner.
 */
export async function reportShare({ token, reader, report, now }: ReportShare): Promise<{ reported: true }> {
  const share = await findShared(token, reader, now);
  if (share === null) throw new AppError("not_found");
  if (share.shared.isYours) {
    throw new AppError("forbidden", { message: "This link is your own: end it instead of reporting it." });
  }
  const { category, comment = null } = report;
  return await inTransaction(async (client) => {
    // Whoever takes it down meanwhile settles this report too, or it finds nothing.
    const { rowCount } = await client.query(
      "SELECT 1 FROM playground_shares WHERE id = $1 AND revoked_at IS NULL AND taken_down_at IS NULL FOR SHARE",
      [share.id],
    );
    if (rowCount !== 1) throw new AppError("not_found");
    await client.query(REPORT, [newId(), share.id, reader.viewer, reader.userId, category, comment, now]);
    return { reported: true };
  });
}
