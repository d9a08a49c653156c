import { addDays, type Day } from "@/lib/insights/day";

/** How many days, today included, say how fast somebody spends. */
export const PACE_DAYS = 14;

export type Forecast = { creditsPerDay: number; lastsUntil: Day | null };

/** Nobody plans further; credits that last longer are said to last. */
const MOST_DAYS = 366;

/** Until when credits last when as much is spent a day as of late; null when that is more than a year, or never. */
export function forecast(available: number, spentOfLate: number, today: Day): Forecast {
  const creditsPerDay = spentOfLate / PACE_DAYS;
  const days = Math.floor(available / creditsPerDay);
  return { creditsPerDay, lastsUntil: creditsPerDay > 0 && days <= MOST_DAYS ? addDays(today, days) : null };
}
