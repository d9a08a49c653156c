import "server-only";
import { type BudgetPart, type BudgetStatus, reachedPart } from "@/lib/credits/budget";
import { query } from "@/lib/db/pool.server";

const STATUS = `SELECT b.credits, spent_in_month(m.user_id, m.month) AS spent, coalesce(w.held, 0) AS held, m.month::text AS "from",
  (m.month + interval '1 month' - interval '1 day')::date::text AS "to",
  coalesce((SELECT max(percent) FROM budget_crossings c WHERE c.user_id = m.user_id AND c.month = m.month
    AND c.seen_at IS NOT NULL), 0) AS "seenUpTo"
FROM (SELECT $1::uuid AS user_id, month_of($2) AS month) AS m
  LEFT JOIN credit_budgets b USING (user_id) LEFT JOIN playground_credits w USING (user_id)`;

type Row = { credits: number | null; spent: number; held: number; from: string; to: string; seenUpTo: number };

/** How somebody's own budget stands this month. */
export async function getBudget(userId: string, now: Date): Promise<BudgetStatus> {
  const [row] = await query<Row>(STATUS, [userId, now]);
  if (row === undefined) throw new Error("the status of a budget gave no row");
  const { from, to, seenUpTo, ...figures } = row;
  const reached = reachedPart(figures.spent, figures.credits);
  return { ...figures, month: { from, to }, reached, seen: reached <= seenUpTo };
}

/** Sets somebody's budget for every month from this one on. What of it is reached by now is known, and not said again. */
export async function setBudget(userId: string, credits: number, now: Date): Promise<BudgetStatus> {
  await query("SELECT set_budget($1, $2, $3)", [now, userId, credits]);
  return getBudget(userId, now);
}

/** Takes a budget away, with what was noted of it. */
export async function removeBudget(userId: string, now: Date): Promise<BudgetStatus> {
  await query("DELETE FROM credit_budgets WHERE user_id = $1", [userId]);
  return getBudget(userId, now);
}

/** Puts away the notice that a part of the budget was reached this month, on all of somebody's screens. */
export async function seeBudget(userId: string, percent: BudgetPart, now: Date): Promise<BudgetStatus> {
  // Noted first, for a run whose process was lost between its end and the note.
  await query("SELECT note_budget($1, $2, month_of($1), true)", [now, userId]);
  await query(
    `UPDATE budget_crossings SET seen_at = $1
    WHERE user_id = $2 AND month = month_of($1) AND percent <= $3 AND seen_at IS NULL`,
    [now, userId, percent],
  );
  return getBudget(userId, now);
}
