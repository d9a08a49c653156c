import { formatTime } from "@/components/format";

export type StatementDay<Item> = { day: string; items: Item[] };

/** Groups movements by their day in a time zone, in the order they come. */
export function statementDays<Item extends { createdAt: string }>(
  items: readonly Item[],
  zone: string,
): StatementDay<Item>[] {
  const days: StatementDay<Item>[] = [];
  for (const item of items) {
    const instant = new Date(item.createdAt);
    const day = formatTime(instant, "date", zone, instant);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
