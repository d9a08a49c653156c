import { AppError } from "@/lib/errors";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/insights/day";

export type Period = { from: Day; to: Day };

/** How many days are shown unless others are asked for. */
export const USUAL_DAYS = 30;
const MOST_DAYS = 366;

function refuse(path: string, message: string): never {
  throw new AppError("invalid_input", { message, details: { issues: [{ path, message }] } });
}

/** The days that are asked for: without a word the last thirty, today included; at most a year. */
export function toPeriod({ from, to }: { from?: Day | undefined; to?: Day | undefined }, now: Date): Period {
  const last = to ?? dayOf(now);
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  if (first > last) refuse("from", "The first day comes after the last.");
  if (first < addDays(last, 1 - MOST_DAYS)) refuse("from", `At most ${MOST_DAYS} days can be asked for at once.`);
  return { from: first, to: last };
}

/** A line for each day of a period, also for days without anything. */
export function everyDay<Line extends { day: Day }>(
  { from, to }: Period,
  lines: readonly Line[],
  none: Omit<Line, "day">,
) {
  const known = new Map(lines.map((line) => [line.day, line]));
  return daysBetween(from, to).map((day) => known.get(day) ?? ({ ...none, day } as Line));
}
