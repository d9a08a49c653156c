import "server-only";
import { query } from "@/lib/db/pool.server";
import { type CreditLine, type DayLine, type EndLine, shapeOperator } from "@/lib/insights/operator";
import type { Period } from "@/lib/insights/period";

const ENDS = `SELECT day::text, model, status, error_code AS "errorCode", sum(runs)::int AS runs, sum(people)::int AS people,
  sum(tokens)::float8 AS tokens, sum(credits)::int AS credits, sum(cost_micro_usd)::float8 AS "costMicroUsd"
FROM run_days WHERE day BETWEEN $1 AND $2 GROUP BY day, model, status, error_code
ORDER BY run_days.day, model, status, error_code`;

const CREDITS = `SELECT day::text, model, source, credits, earned_micro_usd AS "earnedMicroUsd",
  cost_micro_usd AS "costMicroUsd" FROM credit_days WHERE day BETWEEN $1 AND $2
ORDER BY credit_days.day, model, source`;

const DAYS = `SELECT day::text, sum(sign_ups)::int AS "signUps", sum(sessions)::int AS sessions, sum(shared)::int AS shared,
  sum(cost)::float8 AS "providerCostMicroUsd"
FROM (
  SELECT day, sign_ups, sessions, shared, 0 AS cost FROM session_days
  UNION ALL SELECT day, 0, 0, 0, cost_micro_usd FROM provider_spend
) AS facts WHERE day BETWEEN $1 AND $2 GROUP BY day`;

/** The runs of a period, what they cost and brought, and why they failed. */
export async function operatorRuns({ from, to }: Period) {
  const [ends, credits, days] = await Promise.all([
    query<EndLine>(ENDS, [from, to]),
    query<CreditLine>(CREDITS, [from, to]),
    query<DayLine>(DAYS, [from, to]),
  ]);
  return shapeOperator({ from, to }, { ends, credits, days });
}

// The day's own, and what is in flight of it: a run counts from its start.
const TODAY = `SELECT (coalesce((SELECT sum(runs) FROM run_days WHERE day = utc_day($1)), 0)
    + (SELECT count(*) FROM playground_runs WHERE status = 'running' AND utc_day(created_at) = utc_day($1)))::int AS "runsToday",
  (SELECT count(*) FROM playground_runs WHERE status = 'running')::int AS running,
  (count(*) FILTER (WHERE last_day >= utc_day($1)))::int AS day,
  (count(*) FILTER (WHERE last_day > utc_day($1) - 7))::int AS week,
  (count(*) FILTER (WHERE last_day > utc_day($1) - 30))::int AS month,
  count(*)::int AS ever
FROM run_people WHERE package_id IS NULL`;

type Today = { runsToday: number; running: number; day: number; week: number; month: number; ever: number };

/** Today's runs so far, and how many people ran anything today, in the last 7 and 30 days, and ever. */
export async function operatorToday(now: Date) {
  const [row] = await query<Today>(TODAY, [now]);
  if (row === undefined) throw new Error("a count gave no row");
  const { runsToday, running, ...activePeople } = row;
  return { runsToday, running, activePeople };
}

const TODAYS_MONEY = `SELECT spent_on(utc_day($1)) AS "costMicroUsd", coalesce((
  SELECT sum(earned_micro_usd) FROM credit_days WHERE day = utc_day($1)), 0)::float8 AS "earnedMicroUsd"`;

/** What the provider billed today so far, and what the credits of today's runs had brought up to the last hour. */
export async function operatorTodaysMoney(now: Date) {
  const [row] = await query<{ costMicroUsd: number; earnedMicroUsd: number }>(TODAYS_MONEY, [now]);
  if (row === undefined) throw new Error("a count gave no row");
  return row;
}
