import "server-only";
import { query } from "@/lib/db/pool.server";
import { addDays, type Day, dayOf } from "@/lib/insights/day";
import { countMoney, recountDay, recountHourly } from "@/lib/insights/recount-day.server";

/** Days that one call counts whole; what is left is taken by the next. */
const DAYS = 7;

// Days that are over and not counted whole yet: those with figures, and all since the last one that was counted, because a
// day on which nobody called the job may have sign-ups and shares that no run tells of. A run in flight still belongs to its
// day.
const OVER = `SELECT day::text, EXISTS (SELECT 1 FROM playground_runs r
    WHERE r.status = 'running' AND utc_day(r.created_at) = known.day) AS running
FROM (
  SELECT day FROM run_days UNION SELECT day FROM session_days UNION SELECT since::date FROM generate_series(
    coalesce((SELECT max(day) FROM rollup_days), (SELECT utc_day(min(created_at)) FROM users)), $1::date - 1, interval '1 day')
    AS since
) AS known
WHERE day < $1 AND NOT EXISTS (SELECT 1 FROM rollup_days c WHERE c.day = known.day) ORDER BY day LIMIT $2`;

/**
 * The hourly part of the roll-ups: what is not counted when a run settles, for today and yesterday; and days that are
 * over are counted whole once, which also puts their parts together. Safe to run late, twice and together.
 */
export async function keepRollups(now: Date): Promise<{ daysCounted: number }> {
  const today = dayOf(now);
  await countMoney();
  await recountHourly(today);
  await recountHourly(addDays(today, -1));
  const days = await query<{ day: Day; running: boolean }>(OVER, [today, DAYS]);
  const over = days.filter(({ running }) => !running);
  for (const { day } of days.filter(({ running }) => running)) await recountHourly(day);
  for (const { day } of over) {
    await recountDay(day);
    await query("INSERT INTO rollup_days (day, counted_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING", [day, now]);
  }
  return { daysCounted: over.length };
}
