import type { BudgetStatus } from "@/lib/credits/budget";
import { formatCredits } from "@/lib/credits/credits";
import { groupDigits } from "@/lib/group-digits";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
const DAY_MS = 86_400_000;

/** "November", of a day in it. */
function monthName(day: string): string {
  return MONTH.format(new Date(day));
}

/** What is said once a part of the budget is reached; null while there is nothing new to say. */
export function noticeWords({ credits, spent, month, reached, seen }: BudgetStatus): string | null {
  if (credits === null || reached === 0 || seen) return null;
  const name = monthName(month.from);
  const figures = `${groupDigits(spent)} of ${formatCredits(credits)}`;
  if (reached === 100) return `Your budget for ${name} is spent: ${figures}. Runs go on.`;
  return `You have spent ${figures} of your budget for ${name}.`;
}

/** How the month stands, in a sentence. */
export function statusWords({ credits, spent, held, month }: BudgetStatus): string {
  const name = monthName(month.from);
  const beside = held > 0 ? `; runs in flight hold ${groupDigits(held)} more` : "";
  if (credits === null) return `You have spent ${formatCredits(spent)} in ${name} so far${beside}.`;
  // Whole numbers to the end: 0.57 * 100 is less than 57.
  const share = Math.floor((spent * 100) / credits);
  return `You have spent ${groupDigits(spent)} of the ${formatCredits(credits)} that you set for ${name}, which is ${share}\u00a0%${beside}.`;
}

/** What a month is, and when the next begins, which is the same instant for everybody. */
export function monthWords({ month }: BudgetStatus): string {
  const next = new Date(Date.parse(month.to) + DAY_MS);
  return `The next month begins on 1 ${MONTH.format(next)}, 00:00 UTC.`;
}
