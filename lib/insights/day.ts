/** A UTC day as `2026-11-28`, the unit of every roll-up. */
export type Day = string;

const DAY_MS = 86_400_000;

/** The UTC day that holds an instant. */
export function dayOf(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** The day so many days later, or earlier. */
export function addDays(day: Day, days: number): Day {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS));
}

/** All days from the first to the last, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const first = Date.parse(from);
  const days = (Date.parse(to) - first) / DAY_MS + 1;
  return Array.from({ length: days }, (_, index) => dayOf(new Date(first + index * DAY_MS)));
}
