import "server-only";
import { deliverBudgetMails } from "@/lib/credits/deliver-budget-mails.server";
import { query } from "@/lib/db/pool.server";
import { beside } from "@/lib/jobs/beside.server";
import { canMail } from "@/lib/jobs/send-mail.server";
import { log } from "@/lib/log.server";

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
