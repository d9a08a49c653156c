import "server-only";
import type { Credits } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";

/**
 * A calendar month in UTC, "2026-11". Carrying over is in none of its figures. `back` is what refunds, disputes and
 * corrections took (below zero) or gave back.
 */
export type MonthTotals = { month: string; granted: Credits; spent: Credits; expired: Credits; back: Credits };

/** What a user was granted and spent in each of the last 12 calendar months, the oldest first; from the ledger. */
export async function listMonths(userId: string, now: Date): Promise<MonthTotals[]> {
  // Everything in UTC without a zone, so that no setting of the database's changes a month.
  return query<MonthTotals>(
    `WITH current AS (
      SELECT date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC') AS month
    ), months AS (
      SELECT generate_series(month - interval '11 months', month, interval '1 month') AS month FROM current
    ), moved AS (
      SELECT date_trunc('month', occurred_at AT TIME ZONE 'UTC') AS month,
        sum(amount) FILTER (WHERE amount > 0 AND type IN ('trial', 'monthly', 'purchase', 'adjustment')) AS granted,
        -sum(amount) FILTER (WHERE type = 'spend') AS spent, -sum(amount) FILTER (WHERE type = 'expire') AS expired,
        sum(amount) FILTER (WHERE type IN ('refund', 'dispute') OR type = 'adjustment' AND amount < 0) AS back
      FROM playground_credit_transactions
      WHERE user_id = $1 AND occurred_at >= (SELECT min(month) FROM months) AT TIME ZONE 'UTC'
      GROUP BY 1
    )
    SELECT to_char(month, 'YYYY-MM') AS month, coalesce(granted, 0)::int AS granted, coalesce(spent, 0)::int AS spent,
      coalesce(expired, 0)::int AS expired, coalesce(back, 0)::int AS back
    FROM months LEFT JOIN moved USING (month) ORDER BY month`,
    [userId, now],
  );
}
