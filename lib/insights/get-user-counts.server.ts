import "server-only";
import { query } from "@/lib/db/pool.server";
import { addDays, type Day, dayOf } from "@/lib/insights/day";

/** How many days, today included, are lately. */
const LATELY_DAYS = 30;

/** What an operator may know of somebody's use: how much, not what. */
export type UserCounts = {
  runs: number;
  firstDay: Day | null;
  lastDay: Day | null;
  /** Ended in the last 30 days, today included. */
  lately: { runs: number; succeeded: number; failed: number; credits: number };
  sessions: number;
  saved: number;
  links: number;
};

const COUNTS = `SELECT coalesce(p.runs, 0) AS runs, p.first_day::text AS "firstDay", p.last_day::text AS "lastDay",
  (SELECT json_build_object('runs', coalesce(sum(u.runs), 0), 'succeeded', coalesce(sum(u.succeeded), 0),
      'failed', coalesce(sum(u.failed), 0), 'credits', coalesce(sum(u.credits), 0))
    FROM playground_usage u WHERE u.user_id = $1 AND u.day >= $2) AS lately,
  s.sessions, s.saved,
  (SELECT count(*)::int FROM playground_shares h WHERE h.user_id = $1 AND h.revoked_at IS NULL
    AND h.taken_down_at IS NULL AND (h.expires_at IS NULL OR h.expires_at > $3)) AS links
FROM (SELECT count(*)::int AS sessions, (count(*) FILTER (WHERE saved))::int AS saved FROM playground_sessions
    WHERE user_id = $1 AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > $3)) s
  LEFT JOIN run_people p ON p.user_id = $1 AND p.package_id IS NULL`;

/** How much somebody runs, keeps and shares; never a title, an input, an answer, or with which package. */
export async function getUserCounts(userId: string, now: Date): Promise<UserCounts> {
  const [row] = await query<UserCounts>(COUNTS, [userId, addDays(dayOf(now), 1 - LATELY_DAYS), now]);
  if (row === undefined) throw new Error("a count gave no row");
  return row;
}
