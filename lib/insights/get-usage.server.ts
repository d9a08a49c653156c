import "server-only";
import { getMeans } from "@/lib/credits/wallet.server";
import { query } from "@/lib/db/pool.server";
import { addDays, dayOf } from "@/lib/insights/day";
import { forecast, PACE_DAYS } from "@/lib/insights/forecast";
import { listUsageLines } from "@/lib/insights/list-usage-lines.server";
import type { Period } from "@/lib/insights/period";
import { shapeUsage } from "@/lib/insights/usage";

const SESSIONS = `SELECT
  (SELECT count(*)::int FROM playground_sessions WHERE user_id = $1 AND saved AND deleted_at IS NULL) AS saved,
  count(DISTINCT session_id)::int AS shared, coalesce(sum(views), 0)::int AS views
FROM playground_shares WHERE user_id = $1`;

const OF_LATE = `SELECT coalesce(sum(credits), 0)::int AS spent FROM playground_usage
WHERE user_id = $1 AND day BETWEEN $2 AND $3`;

type Sessions = { saved: number; shared: number; views: number };

/** What somebody has used in a period, how that parts by day, model and package, and how long their credits last. */
export async function getUsage(userId: string, period: Period, now: Date) {
  const today = dayOf(now);
  const [lines, [sessions], [ofLate], means] = await Promise.all([
    listUsageLines(userId, period),
    query<Sessions>(SESSIONS, [userId]),
    query<{ spent: number }>(OF_LATE, [userId, addDays(today, 1 - PACE_DAYS), today]),
    getMeans(userId, now),
  ]);
  return {
    ...period,
    ...shapeUsage(period, lines),
    sessions: sessions ?? { saved: 0, shared: 0, views: 0 },
    available: means.available,
    forecast: forecast(means.available, ofLate?.spent ?? 0, today),
  };
}

export type Usage = Awaited<ReturnType<typeof getUsage>>;
