import { AppError } from "@/lib/errors";
import { type Period, PeriodQuery, toPeriod } from "@/lib/insights/period";

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The days that a page's address asks for; the usual ones and why, where it asks for some that cannot be shown. */
export function readPeriod({ from, to }: SearchParams, now: Date): { period: Period; problem: string | null } {
  const usual = toPeriod({}, now);
  // A form sends its empty fields as well.
  const asked = PeriodQuery.safeParse({ from: from || undefined, to: to || undefined });
  if (!asked.success) return { period: usual, problem: "Those are no days. A day is written as 2026-11-28." };
  try {
    return { period: toPeriod(asked.data, now), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { period: usual, problem: error.message };
  }
}
