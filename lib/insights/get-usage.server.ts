import "server-only";
import { getMeans } from "@/lib/credits/wallet.server";
import { query } from "@/lib/db/pool.server";
import { addDays, dayOf } from "@/lib/insights/day";
import { forecast, PACE_DAYS } from "@/lib/insights/forecast";
import type { Period } from "@/lib/insights/period";
import { shapeUsage, type UsageLine } from "@/lib/insights/usage";

// What has ended, and what is in flight: a run counts from its start.
const LINES = `SELECT u.day::text, u.model, u.package_version_id IS NOT NULL AS "hasPackage", p.id AS "packageId", p.scope,
  p.name, p.format, sum(u.runs)::int AS runs, sum(u.succeeded)::int AS succeeded, sum(u.failed)::int AS failed,
  sum(u.stopped)::int AS stopped, sum(u.tokens)::float8 AS tokens, sum(u.credits)::int AS "creditsSpent"
FROM (SELECT day, package_version_id, model, runs, succeeded, failed, runs - succeeded - failed AS stopped, tokens, credits
    FROM playground_usage WHERE user_id = $1 AND day BETWEEN $2 AND $3
  UNION ALL SELECT utc_day(created_at), package_version_id, model, 1, 0, 0, 0, 0, 0 FROM playground_runs
    WHERE user_id = $1 AND status = 'running' AND utc_day(created_at) BETWEEN $2 AND $3) AS u
  LEFT JOIN package_versions v ON v.id = u.package_version_id LEFT JOIN packages p ON p.id = v.package_id
GROUP BY u.day, u.model, u.package_version_id IS NOT NULL, p.id`;

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
    query<UsageLine>(LINES, [userId, period.from, period.to]),
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
