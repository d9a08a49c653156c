import "server-only";
import { deliverBudgetMails } from "@/lib/credits/deliver-budget-mails.server";
import { query } from "@/lib/db/pool.server";
import { beside } from "@/lib/jobs/beside.server";
import { canMail } from "@/lib/jobs/send-mail.server";
import { log } from "@/lib/log.server";

// In one order for all, so that two processes never wait for each other.
const MISSED = `SELECT n.id FROM (SELECT b.user_id FROM credit_budgets b
  WHERE EXISTS (SELECT 1 FROM playground_usage u WHERE u.user_id = b.user_id AND u.day >= utc_day($1) - 1)
  ORDER BY b.user_id OFFSET 0) AS ran CROSS JOIN LATERAL note_budget($1, ran.user_id, month_of($1), true) AS n`;

async function mailReached(ids: readonly string[], now: Date): Promise<void> {
  try {
    await deliverBudgetMails(now, ids);
  } catch (error) {
    log.error({ err: error }, "mails about budgets not sent yet");
  }
}

/**
 * Notes what of somebody's budget is reached now that a run of theirs was charged, in the month in which it was made, and
 * has it mailed in a moment. Of runs that end at once, one notes it. Never rejects.
 */
export async function noteBudget(userId: string, madeAt: Date, now: Date): Promise<void> {
  try {
    const reached = await query<{ id: string }>(
      "SELECT id FROM note_budget($1, $2, month_of($3), true) WHERE is_told",
      [now, userId, madeAt],
    );
    if (reached.length > 0 && canMail()) {
      beside(() =>
        mailReached(
          reached.map(({ id }) => id),
          now,
        ),
      );
    }
  } catch (error) {
    log.error({ err: error }, "budget not noted");
  }
}

/**
 * Notes what was reached by runs whose process was lost, or had no database, between their end and the note. Answers how
 * much that is; may run late, twice and together.
 */
export async function noteMissedBudgets(now: Date): Promise<number> {
  return (await query(MISSED, [now])).length;
}
