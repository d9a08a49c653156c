import type { CreditTransaction } from "@/lib/credits/transaction";

export type StatementDay = { day: string; items: CreditTransaction[] };

/** Groups movements by their UTC day, in the order they come. */
export function statementDays(items: readonly CreditTransaction[]): StatementDay[] {
  const days: StatementDay[] = [];
  for (const item of items) {
    const day = item.createdAt.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
