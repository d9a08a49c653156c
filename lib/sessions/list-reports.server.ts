import "server-only";
import { z } from "zod";
import { DELETED_ACCOUNT } from "@/lib/accounts/deleted-account";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { ReportCategory } from "@/lib/moderation/report-category";
import type { ReportedShare, ReportState } from "@/lib/sessions/reported-share";
import { shareToken, shareUrl } from "@/lib/sessions/share-token.server";

/** The newest reports of a link are enough to judge it by. */
const SHOWN_REPORTS = 20;

/** Each kind of queue: links, and the instant that orders them. */
const QUEUES: Readonly<Record<ReportState, string>> = {
  open: "SELECT share_id AS id, max(created_at) AS at FROM reports WHERE settled_at IS NULL GROUP BY share_id",
  taken_down:
    "SELECT id, taken_down_at AS at FROM playground_shares WHERE taken_down_at IS NOT NULL AND revoked_at IS NULL",
  hidden:
    "SELECT id, hidden_at AS at FROM playground_shares WHERE hidden_at IS NOT NULL AND revoked_at IS NULL AND taken_down_at IS NULL",
};

type Row = Omit<ReportedShare, "at" | "url" | "status" | "reports"> & {
  at: Date;
  isTakenDown: boolean;
  isOver: boolean;
  reports: { category: ReportCategory; comment: string | null; byCheck: boolean; createdAt: string }[];
};

const statementOf = (state: ReportState) => `
WITH queue AS (SELECT * FROM (${QUEUES[state]}) q WHERE $1::timestamptz IS NULL OR (q.at, q.id) < ($1, $2::uuid)
  ORDER BY q.at DESC, q.id DESC LIMIT $3)
SELECT h.id AS "shareId", q.at, h.title, h.listed, h.hidden_at IS NOT NULL AS hidden,
  h.taken_down_at IS NOT NULL AS "isTakenDown", h.taken_down_reason AS "takenDownReason",
  h.revoked_at IS NOT NULL OR h.expires_at <= $4 OR s.deleted_at IS NOT NULL OR s.expires_at <= $4
    OR u.banned_at IS NOT NULL AS "isOver",
  json_build_object('id', u.id, 'email', CASE WHEN u.deleted_at IS NULL THEN u.email ELSE '${DELETED_ACCOUNT}' END, 'isBanned', u.sharing_banned_at IS NOT NULL) AS owner,
  CASE WHEN p.id IS NOT NULL THEN json_build_object('scope', p.scope, 'name', p.name, 'format', p.format) END AS package,
  (SELECT count(*)::int FROM reports r WHERE r.share_id = h.id AND r.settled_at IS NULL) AS count,
  (SELECT coalesce(json_agg(json_build_object('category', r.category, 'comment', r.comment,
      'byCheck', r.viewer = 'check', 'createdAt', r.created_at) ORDER BY r.created_at DESC, r.id DESC), '[]')
    FROM (SELECT * FROM reports r WHERE r.share_id = h.id AND r.settled_at IS NULL
      ORDER BY r.created_at DESC, r.id DESC LIMIT ${SHOWN_REPORTS}) r) AS reports
FROM queue q JOIN playground_shares h ON h.id = q.id JOIN playground_sessions s ON s.id = h.session_id
  JOIN users u ON u.id = h.user_id LEFT JOIN packages p ON p.id = h.package_id
ORDER BY q.at DESC, q.id DESC`;

function toReportedShare({ at, isTakenDown, isOver, reports, ...row }: Row): ReportedShare {
  return {
    ...row,
    at: at.toISOString(),
    url: shareUrl(shareToken(row.shareId)),
    status: isTakenDown ? "taken_down" : isOver ? "over" : "live",
    reports: reports.map((report) => ({ ...report, createdAt: new Date(report.createdAt).toISOString() })),
  };
}

type ListReports = { state: ReportState; limit: number; cursor?: string | undefined; now: Date };

/** Links with what readers report about them, the one that was reported last first, for operators. */
export async function listReports({ state, limit, cursor, now }: ListReports): Promise<Page<ReportedShare>> {
  const shape = z.tuple([CursorInstant, z.uuid()]);
  const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const rows = await query<Row>(statementOf(state), [before, id, limit + 1, now]);
  return toPage(rows.map(toReportedShare), limit, (item) => [item.at, item.shareId]);
}
