import { AppError } from "@/lib/errors";
import { dayOf } from "@/lib/insights/day";
import { type Period, toPeriod, USUAL_DAYS } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** What an address says to ask for the same days again: nothing for the usual ones, so that they stay the usual ones. */
export type AskedDays = { from?: string | undefined; to?: string | undefined };

export type ReadPeriod = { period: Period; asked: AskedDays; problem: string | null };

/** The days that a page's address asks for; the usual ones and why, where it asks for some that cannot be shown. */
export function readPeriod({ from, to }: SearchParams, now: Date): ReadPeriod {
  const usual = (why: string): ReadPeriod => ({
    period: toPeriod({}, now),
    asked: {},
    problem: `${why} These are the last ${USUAL_DAYS} days.`,
  });
  // A form sends its empty fields as well.
  const { data: asked } = PeriodQuery.safeParse({ from: from || undefined, to: to || undefined });
  if (asked === undefined) return usual("A day in an address is written like 2026-11-28.");
  try {
    const period = toPeriod(asked, now);
    return period.from > dayOf(now) ? usual("Those days are still to come.") : { period, asked, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return usual(error.message);
  }
}
