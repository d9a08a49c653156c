import "server-only";
import type { Credits } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";

/** A calendar month in UTC, "2026-11". Carrying over is neither; what a refund took back lowers what was granted. */
export type MonthTotals = { month: string; granted: Credits; spent: Credits; expired: Credits };

/** What a user was granted and spent in each of the last 12 calendar months, the oldest first; from the ledger. */
export async function listMonths(userId: string, now: Date): Promise<MonthTotals[]> {
  return query<MonthTotals>(
    `WITH months AS (
      SELECT generate_series(date_trunc('month', $2::timestamptz, 'UTC') - interval '11 months',
        date_trunc('month', $2::timestamptz, 'UTC'), interval '1 month') AT TIME ZONE 'UTC' AS month
    ), moved AS (
      SELECT date_trunc('month', occurred_at AT TIME ZONE 'UTC') AS month,
        sum(amount) FILTER (WHERE type NOT IN ('spend', 'expire', 'rollover')) AS granted,
        -sum(amount) FILTER (WHERE type = 'spend') AS spent, -sum(amount) FILTER (WHERE type = 'expire') AS expired
      FROM playground_credit_transactions
      WHERE user_id = $1 AND occurred_at >= (SELECT min(month) FROM months) AT TIME ZONE 'UTC'
      GROUP BY 1
    )
    SELECT to_char(month, 'YYYY-MM') AS month, coalesce(granted, 0)::int AS granted, coalesce(spent, 0)::int AS spent,
      coalesce(expired, 0)::int AS expired
    FROM months LEFT JOIN moved USING (month) ORDER BY month`,
    [userId, now],
  );
}
