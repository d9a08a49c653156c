import type { ChartData } from "@/components/charts/chart-data";
import { dayAxis, dayColumns, sums } from "@/components/insights/day-columns";
import type { Day } from "@/lib/insights/day";
import type { Usage } from "@/lib/insights/get-usage.server";
import { type Measure, runsHref } from "./usage-query";

type DayLine = Usage["byDay"][number];

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
export function usageChart(
  { from, to, byDay }: Pick<Usage, "from" | "to" | "byDay">,
  measure: Measure,
  today: Day,
): ChartData {
  const columns = dayColumns(byDay);
  const runs = sums(columns, (line) => line.runs);
  const { unit, ...axis } = dayAxis(columns, today, (column, index) => {
    if (runs[index] === 0) return undefined;
    return column.lines.length > 1 ? runsHref(column) : runsHref({ from, to }, { day: column.from });
  });
  const series = (measure === "runs" ? RUNS : [ONE[measure]])
    .map(({ key, label, pick }) => ({ key, label, values: sums(columns, pick) }))
    // Of the ends of runs only those that there were.
    .filter(({ key, values }) => key === measure || key === "succeeded" || values.some((value) => value > 0));
  return {
    label: `${{ credits: "Credits", runs: "Runs", tokens: "Tokens" }[measure]} by ${unit}`,
    kind: "bars",
    stacked: measure === "runs",
    format: measure === "credits" ? "credits" : "count",
    ...axis,
    series,
  };
}
