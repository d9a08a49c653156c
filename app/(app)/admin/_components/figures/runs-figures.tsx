import { Chart } from "@/components/charts/chart";
import { sums } from "@/components/insights/day-columns";
import type { Period } from "@/lib/insights/period";
import { adminAxis, adminDayAxis } from "./admin-axis";
import { loadRuns } from "./load";

/** Runs by day and how they ended; a bar leads to its day. */
export async function RunsChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  const { columns, unit, ...axis } = adminAxis("overview", byDay);
  return (
    <Chart
      label={`Runs by ${unit}`}
      kind="bars"
      stacked
      format="count"
      {...axis}
      series={[
        { key: "succeeded", label: "Succeeded", values: sums(columns, ({ succeeded }) => succeeded) },
        { key: "stopped", label: "Stopped", values: sums(columns, ({ stopped }) => stopped) },
        { key: "failed", label: "Failed", values: sums(columns, ({ failed }) => failed) },
      ]}
      empty="Nothing was run in these days."
    />
  );
}

/**
 * How many people ran something on each day, and how many accounts were made. By day however long the period is: who ran
 * something on two days of a week is one person in it.
 */
export async function PeopleChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  const { columns: _, unit, ...axis } = adminDayAxis("overview", byDay);
  return (
    <Chart
      label={`People by ${unit}`}
      kind="lines"
      format="count"
      {...axis}
      series={[
        { key: "people", label: "Ran something", values: byDay.map(({ people }) => people) },
        { key: "signUps", label: "New accounts", values: byDay.map(({ signUps }) => signUps) },
      ]}
      empty="Nobody ran anything in these days."
    />
  );
}
