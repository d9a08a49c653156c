import "server-only";
import { budgetMail, type ReachedBudget } from "@/lib/credits/budget-mail";
import { query } from "@/lib/db/pool.server";
import { CLAIM, type Claimed, isDue, writeOutcome } from "@/lib/jobs/deliveries.server";
import { canMail, sendMail } from "@/lib/jobs/send-mail.server";
import { siteUrl } from "@/lib/site-url.server";

/** After a day it is no news. */
const NEWS_FOR = "24 hours";
/** A bound on one call's work; what is left is taken by the next. */
const MOST_MAILS = 100;

// One at a time, so that a process that is lost leaves one in doubt.
const CLAIM_NEXT = `WITH due AS (
  SELECT c.id FROM budget_crossings c JOIN users u ON u.id = c.user_id
  WHERE c.is_told AND u.banned_at IS NULL AND c.crossed_at > $2::timestamptz - interval '${NEWS_FOR}'
    AND ($3::uuid[] IS NULL OR c.id = ANY ($3)) AND ${isDue("c.id")}
  ORDER BY c.crossed_at LIMIT 1
), claimed AS (${CLAIM})
SELECT c.id, c.percent, c.spent, c.credits, c.month::text, u.email, d.attempts
FROM claimed d JOIN budget_crossings c USING (id) JOIN users u ON u.id = c.user_id`;

/**
 * Writes to people whose own budget was reached, once for each part of it, to these alone when ids are given. What the
 * mail server did not take is tried again by a later call.
 */
export async function deliverBudgetMails(now: Date, only: readonly string[] | null = null): Promise<number> {
  let sent = 0;
  for (let mail = 0; canMail() && mail < MOST_MAILS; mail += 1) {
    const [next] = await query<ReachedBudget & Claimed & { email: string }>(CLAIM_NEXT, ["mail", now, only]);
    if (next === undefined) break;
    const outcome = await sendMail({ to: [next.email], ...budgetMail(next, siteUrl()) });
    await writeOutcome("mail", [next], outcome, now);
    if (outcome.state === "sent") sent += 1;
  }
  return sent;
}
