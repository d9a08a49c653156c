import type { ChartData } from "@/components/charts/chart-data";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { fullDay, shortDay, withWeekday } from "./day-words";

/** More days than these are too thin to be seen or pressed, and are shown by week. */
const MOST_DAYS = 92;
const WEEK = 7;

/** The days of one column of a chart, the earliest first. */
export type DayColumn<Line> = Period & { lines: readonly Line[] };

/** A column a day, or from the last day backwards a column a week; the first week may be shorter. */
export function dayColumns<Line extends { day: Day }>(days: readonly Line[]): DayColumn<Line>[] {
  const size = days.length > MOST_DAYS ? WEEK : 1;
  const columns: DayColumn<Line>[] = [];
  for (let end = days.length; end > 0; end -= size) {
    const lines = days.slice(Math.max(0, end - size), end);
    const [first, last] = [lines[0], lines.at(-1)];
    if (first !== undefined && last !== undefined) columns.unshift({ from: first.day, to: last.day, lines });
  }
  return columns;
}

/** What one figure comes to in each column. */
export function sums<Line>(columns: readonly DayColumn<Line>[], pick: (line: Line) => number): number[] {
  return columns.map(({ lines }) => lines.reduce((all, line) => all + pick(line), 0));
}

function labelOf({ from, to }: Period, isLongPeriod: boolean, today: Day): string {
  const words =
    from !== to
      ? `${shortDay(from, to)} to ${fullDay(to)}`
      : withWeekday(to, isLongPeriod ? fullDay(to) : shortDay(to, to));
  return to === today ? `${words}, so far` : words;
}

type DayAxis = Required<Pick<ChartData, "by" | "categories">> & { unit: "day" | "week" };

/** Columns as a chart names them. One that goes on is said to, so that it is not read as a fall. */
export function dayAxis<Line>(
  columns: readonly DayColumn<Line>[],
  today: Day,
  hrefOf: (column: DayColumn<Line>, index: number) => string | undefined = () => undefined,
): DayAxis {
  const [first, last] = [columns[0]?.from ?? today, columns.at(-1)?.to ?? today];
  const isLongPeriod = first.slice(0, 4) !== last.slice(0, 4);
  const isByWeek = columns.some(({ from, to }) => from !== to);
  const categories = columns.map((column, index) => ({
    key: column.from,
    label: labelOf(column, isLongPeriod, today),
    short: shortDay(column.from, last),
    href: hrefOf(column, index),
  }));
  return { unit: isByWeek ? "week" : "day", by: isByWeek ? "Week" : "Day", categories };
}
