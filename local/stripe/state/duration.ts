import { z } from "zod";

const PATTERN = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const DAY_MS = 86_400_000;

export type Duration = { months: number; ms: number };

/** An ISO 8601 duration: P1M, P2W, P1DT12H, PT90S. */
export const Duration = z
  .string()
  .regex(PATTERN, "an ISO 8601 duration, as P1M or PT90S")
  .transform((text): Duration => {
    const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = (PATTERN.exec(text) ?? [])
      .slice(1)
      .map((part) => Number(part ?? 0));
    return {
      months: years * 12 + months,
      ms: (weeks * 7 + days) * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000,
    };
  });

/**
 * An instant (epoch milliseconds, UTC) so many months later, at the same day of the month or, where that one is
 * shorter, at its last day.
 */
export function addMonths(epochMs: number, months: number): number {
  const date = new Date(epochMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

export function addDuration(epochMs: number, { months, ms }: Duration): number {
  return addMonths(epochMs, months) + ms;
}
