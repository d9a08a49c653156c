import { Chart } from "@/components/charts/chart";
import { sums } from "@/components/insights/day-columns";
import type { Period } from "@/lib/insights/period";
import { adminAxis } from "./admin-axis";
import { loadRuns } from "./load";
import { sumBy } from "./sum-by";

/**
 * Failed runs by day and code, the most frequent first; a bar leads to the figures of its days, which say how many of
 * all runs that is.
 */
export async function FailuresChart({ period }: { period: Period }) {
  const { byDay, failures } = await loadRuns(period);
  const codes = sumBy(failures, ({ errorCode }) => errorCode, ["runs"])
    .toSorted((a, b) => b.runs - a.runs)
    .map(({ key }) => key);
  const failedOn = (day: string, code: string) =>
    failures.find((failure) => failure.day === day && failure.errorCode === code)?.runs ?? 0;
  const { columns, unit, ...axis } = adminAxis("overview", byDay);
  return (
    <Chart
      label={`Failures by ${unit}`}
      kind="bars"
      stacked
      format="count"
      {...axis}
      series={codes.map((code) => ({
        key: code,
        label: code,
        values: sums(columns, ({ day }) => failedOn(day, code)),
      }))}
      empty="No run failed in these days."
    />
  );
}
