import type { BudgetPart } from "@/lib/credits/budget";
import { type Credits, formatCredits } from "@/lib/credits/credits";
import { groupDigits } from "@/lib/group-digits";

export type ReachedBudget = { percent: BudgetPart; spent: Credits; credits: Credits; month: string };

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });

/** What somebody is written when a part of their own budget is reached. */
export function budgetMail({ percent, spent, credits, month }: ReachedBudget, siteUrl: string) {
  const name = MONTH.format(new Date(month));
  const subject =
    percent === 100 ? `Your budget for ${name} is spent` : `${percent} % of your budget for ${name} is spent`;
  const text = [
    `You have spent ${groupDigits(spent)} of the ${formatCredits(credits)} that you set as your budget for ${name}.`,
    "",
    "A budget only tells you; your runs go on as before.",
    `See what they were spent on, or change your budget: ${siteUrl}/dashboard#budget`,
    "",
    "You get this because you set a budget: at 50, 80 and 100 %, once a calendar month (UTC) each.",
    "",
  ].join("\n");
  return { subject, text };
}
