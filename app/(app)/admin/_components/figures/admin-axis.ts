import { dayAxis, dayColumns } from "@/components/insights/day-columns";
import { now } from "@/lib/clock";
import { type Day, dayOf } from "@/lib/insights/day";
import { type AdminQuery, adminHref } from "../admin-query";

/** Days as the columns of a chart, each of which leads to the figures of its days. */
export function adminAxis<Line extends { day: Day }>(tab: AdminQuery["tab"], byDay: readonly Line[]) {
  const columns = dayColumns(byDay);
  return { columns, ...dayAxis(columns, dayOf(now()), ({ from, to }) => adminHref({ tab, from, to })) };
}
