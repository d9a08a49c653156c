import type { Credits } from "@/lib/credits/credits";

/** The most that one month hands on to the next. */
export const ROLLOVER_CAP = 200;

/** What becomes of a month's free credits at its end; what runs hold then stays with them. */
export function closeMonth(free: Credits): { carried: Credits; expired: Credits } {
  const carried = Math.min(free, ROLLOVER_CAP);
  return { carried, expired: free - carried };
}
