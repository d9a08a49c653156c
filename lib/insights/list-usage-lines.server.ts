import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Period } from "@/lib/insights/period";
import type { UsageLine } from "@/lib/insights/usage";

// What has ended, and what is in flight: a run counts from its start.
const LINES = `SELECT u.day::text, u.model, u.package_version_id IS NOT NULL AS "hasPackage", p.id AS "packageId", p.scope,
  p.name, p.format, sum(u.runs)::int AS runs, sum(u.succeeded)::int AS succeeded, sum(u.failed)::int AS failed,
  sum(u.stopped)::int AS stopped, sum(u.tokens)::float8 AS tokens, sum(u.credits)::int AS "creditsSpent"
FROM (SELECT day, package_version_id, model, runs, succeeded, failed, runs - succeeded - failed AS stopped, tokens, credits
    FROM playground_usage WHERE user_id = $1 AND day BETWEEN $2 AND $3
  UNION ALL SELECT utc_day(created_at), package_version_id, model, 1, 0, 0, 0, 0, 0 FROM playground_runs
    WHERE user_id = $1 AND status = 'running' AND utc_day(created_at) BETWEEN $2 AND $3) AS u
  LEFT JOIN package_versions v ON v.id = u.package_version_id LEFT JOIN packages p ON p.id = v.package_id
GROUP BY u.day, u.model, u.package_version_id IS NOT NULL, p.id ORDER BY u.day, u.model, p.scope, p.name, p.format`;

/** What somebody ran in a period by day, model and package, the first day first. */
export async function listUsageLines(userId: string, { from, to }: Period): Promise<UsageLine[]> {
  return await query<UsageLine>(LINES, [userId, from, to]);
}
