import { type DayColumn, dayAxis, dayColumns } from "@/components/insights/day-columns";
import { now } from "@/lib/clock";
import { type Day, dayOf } from "@/lib/insights/day";
import { type AdminQuery, adminHref } from "../admin-query";

type Tab = AdminQuery["tab"];

function axisOf<Line>(tab: Tab, columns: readonly DayColumn<Line>[]) {
  return { columns, ...dayAxis(columns, dayOf(now()), ({ from, to }) => adminHref({ tab, from, to })) };
}

/** Days as the columns of a chart, each of which leads to the figures of its days. */
export function adminAxis<Line extends { day: Day }>(tab: Tab, byDay: readonly Line[]) {
  return axisOf(tab, dayColumns(byDay));
}

/** The same for what does not add up over days: a column a day, however many there are. */
export function adminDayAxis<Line extends { day: Day }>(tab: Tab, byDay: readonly Line[]) {
  const columns = byDay.map((line) => ({ from: line.day, to: line.day, lines: [line] }));
  return axisOf(tab, columns);
}
