import type { ChartCategory, ChartData } from "@/components/charts/chart-data";
import { fullDay, shortDay } from "@/components/insights/day-words";
import type { Day } from "@/lib/insights/day";
import type { Usage } from "@/lib/insights/get-usage.server";
import { type Measure, runsHref } from "./usage-query";

type DayLine = Usage["byDay"][number];

/** More days than these are too thin to be seen or pressed, and are shown by week. */
const MOST_DAYS = 92;
const WEEK = 7;

/** The days of one column, the earliest first. */
type Column = readonly [DayLine, ...DayLine[]];

/** A column a day, or from the last day backwards a column a week; the first week may be shorter. */
function columnsOf(days: readonly DayLine[]): Column[] {
  const size = days.length > MOST_DAYS ? WEEK : 1;
  const columns: Column[] = [];
  for (let end = days.length; end > 0; end -= size) {
    const [first, ...rest] = days.slice(Math.max(0, end - size), end);
    if (first !== undefined) columns.unshift([first, ...rest]);
  }
  return columns;
}

const sum = (column: Column, pick: (line: DayLine) => number) => column.reduce((all, line) => all + pick(line), 0);

function labelOf(from: Day, to: Day, isLongPeriod: boolean): string {
  if (from !== to) return `${shortDay(from, to)} to ${fullDay(to)}`;
  return isLongPeriod ? fullDay(from) : shortDay(from, to);
}

const RUNS = [
  { key: "succeeded", label: "Succeeded", pick: (line: DayLine) => line.succeeded },
  { key: "stopped", label: "Stopped", pick: (line: DayLine) => line.stopped },
  { key: "failed", label: "Failed", pick: (line: DayLine) => line.failed },
  {
    key: "running",
    label: "In flight",
    pick: (line: DayLine) => line.runs - line.succeeded - line.stopped - line.failed,
  },
] as const;

const ONE = {
  credits: { key: "credits", label: "Credits", pick: (line: DayLine) => line.creditsSpent },
  tokens: { key: "tokens", label: "Tokens", pick: (line: DayLine) => line.tokens },
} as const;

/** A measure by day, each day a link to its runs. */
export function usageChart({ from, to, byDay }: Pick<Usage, "from" | "to" | "byDay">, measure: Measure): ChartData {
  const columns = columnsOf(byDay);
  const isByWeek = columns.some(({ length }) => length > 1);
  const spansYears = from.slice(0, 4) !== to.slice(0, 4);
  const categories = columns.map((column): ChartCategory => {
    const [first, last] = [column[0].day, column.at(-1)?.day ?? column[0].day];
    const days = isByWeek ? runsHref({ from: first, to: last }) : runsHref({ from, to }, { day: first });
    return {
      key: first,
      label: labelOf(first, last, spansYears),
      short: shortDay(first, to),
      href: sum(column, ({ runs }) => runs) > 0 ? days : undefined,
    };
  });
  const series = (measure === "runs" ? RUNS : [ONE[measure]])
    .map(({ key, label, pick }) => ({ key, label, values: columns.map((column) => sum(column, pick)) }))
    // Of the ends of runs only those that there were.
    .filter(({ key, values }) => key === measure || key === "succeeded" || values.some((value) => value > 0));
  return {
    label: `${{ credits: "Credits", runs: "Runs", tokens: "Tokens" }[measure]} by ${isByWeek ? "week" : "day"}`,
    by: isByWeek ? "Week" : "Day",
    kind: "bars",
    stacked: measure === "runs",
    format: measure === "credits" ? "credits" : "count",
    categories,
    series,
  };
}
