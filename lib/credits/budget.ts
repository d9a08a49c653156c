import type { Credits } from "@/lib/credits/credits";

export const MOST_BUDGET: Credits = 100_000;

/** The parts of a budget, in percent, that people hear of when they are reached. */
export const BUDGET_PARTS = [50, 80, 100] as const;
export type BudgetPart = (typeof BUDGET_PARTS)[number];

/** How somebody's own budget stands in the calendar month (UTC) that is under way. */
export type BudgetStatus = {
  /** Null when there is none. */
  credits: Credits | null;
  /** Credits of runs made this month. */
  spent: Credits;
  /** What runs in flight hold beside; a part of it may be spent in the end. */
  held: Credits;
  /** First and last day, UTC. */
  month: { from: string; to: string };
  /** The highest part that is reached; 0 for none. */
  reached: BudgetPart | 0;
  /** Was that said, and put away? Then it is not said again. */
  seen: boolean;
};

/** The highest part of a budget that is reached. */
export function reachedPart(spent: Credits, budget: Credits | null): BudgetPart | 0 {
  if (budget === null) return 0;
  return BUDGET_PARTS.findLast((percent) => spent * 100 >= budget * percent) ?? 0;
}
