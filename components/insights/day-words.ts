import { formatTime } from "@/components/format";
import type { Day } from "@/lib/insights/day";

const at = (day: Day) => new Date(`${day}T00:00:00Z`);

const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });

/** A day with its year: "14 Nov 2026". */
export function fullDay(day: Day): string {
  return formatTime(at(day), "date", "UTC", at(day));
}

/** A day beside a known one, with its year where that is another: "14 Nov". */
export function shortDay(day: Day, known: Day): string {
  const words = fullDay(day);
  return day.slice(0, 4) === known.slice(0, 4) ? words.slice(0, -5) : words;
}

/** Words of a day after its weekday, by which people remember days: "Wed 4 Nov". */
export const withWeekday = (day: Day, words: string) => `${WEEKDAY.format(at(day))} ${words}`;
