import { Chart } from "@/components/charts/chart";
import { shortDay } from "@/components/insights/day-words";
import type { Period } from "@/lib/insights/period";
import { loadRuns } from "./load";

/** Failed runs by day and code. */
export async function FailuresChart({ period }: { period: Period }) {
  const { byDay, failures } = await loadRuns(period);
  const codes = [...new Set(failures.map(({ errorCode }) => errorCode))];
  const failedOn = (day: string, code: string) =>
    failures.find((failure) => failure.day === day && failure.errorCode === code)?.runs ?? 0;
  return (
    <Chart
      label="Failures by day"
      kind="bars"
      stacked
      format="count"
      categories={byDay.map(({ day }) => ({ key: day, label: shortDay(day, period.to) }))}
      series={codes.map((code) => ({ key: code, label: code, values: byDay.map(({ day }) => failedOn(day, code)) }))}
      empty="No run failed in these days."
    />
  );
}
