import { z } from "zod";
import { AppError } from "@/lib/errors";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/insights/day";

/** A UTC day in an address. Years that the database or the calendar's arithmetic cannot hold are none. */
export const DayQuery = z.iso.date().refine((day) => day >= "1970" && day < "9999");

/** `?from=` and `?to=` of every figure: UTC days, both included. */
export const PeriodQuery = z.object({ from: DayQuery.optional(), to: DayQuery.optional() });

export type Period = { from: Day; to: Day };

/** How many days are shown unless others are asked for. */
export const USUAL_DAYS = 30;
const MOST_DAYS = 366;

function refuse(path: string, message: string): never {
  throw new AppError("invalid_input", { message, details: { issues: [{ path, message }] } });
}

/** The days that are asked for: without a word the last thirty, today included; at most a year. */
export function toPeriod({ from, to }: z.infer<typeof PeriodQuery>, now: Date): Period {
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
