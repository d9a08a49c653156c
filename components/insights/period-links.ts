import { hrefWith } from "@/components/ui/href-with";
import { addDays, type Day } from "@/lib/insights/day";
import { type Period, USUAL_DAYS } from "@/lib/insights/period";

type PeriodLink = { words: string; href: string; current: boolean };

/** A path that may have a query already, as its parts. */
function partsOf(path: string): { plain: string; query: Record<string, string> } {
  const [plain = path, search = ""] = path.split("?");
  return { plain, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The path without its query, and what of the query stays when other days are chosen. A list begins anew. */
export function keptOf(path: string): { plain: string; kept: Record<string, string> } {
  const { plain, query } = partsOf(path);
  const { from: _, to: __, day: ___, cursor: ____, ...kept } = query;
  return { plain, kept };
}

const last = (days: number, today: Day): Period => ({ from: addDays(today, 1 - days), to: today });

/** The periods that are one press away. The usual one has no days in its address, so that it is as true tomorrow. */
export function periodLinks(path: string, shown: Period, today: Day): PeriodLink[] {
  const { plain, kept } = keptOf(path);
  const choices = [
    { words: "7 days", period: last(7, today) },
    { words: "30 days", period: last(USUAL_DAYS, today), isUsual: true },
    { words: "90 days", period: last(90, today) },
    { words: "This month", period: { from: `${today.slice(0, 8)}01`, to: today } },
  ];
  const current = choices.findIndex(({ period }) => period.from === shown.from && period.to === shown.to);
  return choices.map(({ words, period, isUsual = false }, index) => ({
    words,
    href: hrefWith(plain, isUsual ? kept : { ...kept, ...period }),
    current: index === current,
  }));
}
