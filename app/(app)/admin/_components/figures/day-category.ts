import { shortDay } from "@/components/insights/day-words";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { type AdminQuery, adminHref } from "../admin-query";

/** A day of a chart, which leads to the figures of that day. */
export const dayCategory = (tab: AdminQuery["tab"], day: Day, { to }: Period) => ({
  key: day,
  label: shortDay(day, to),
  href: adminHref({ tab, from: day, to: day }),
});
