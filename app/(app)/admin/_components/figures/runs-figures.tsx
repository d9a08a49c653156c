import { Chart } from "@/components/charts/chart";
import type { Period } from "@/lib/insights/period";
import { dayCategory } from "./day-category";
import { loadRuns } from "./load";

/** Runs by day and how they ended; a bar leads to its day. */
export async function RunsChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  return (
    <Chart
      label="Runs by day"
      kind="bars"
      stacked
      format="count"
      categories={byDay.map(({ day }) => dayCategory("overview", day, period))}
      series={[
        { key: "succeeded", label: "Succeeded", values: byDay.map(({ succeeded }) => succeeded) },
        { key: "stopped", label: "Stopped", values: byDay.map(({ stopped }) => stopped) },
        { key: "failed", label: "Failed", values: byDay.map(({ failed }) => failed) },
      ]}
      empty="Nothing was run in these days."
    />
  );
}

/** How many people ran something on each day, and how many accounts were made. */
export async function PeopleChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  return (
    <Chart
      label="People by day"
      kind="lines"
      format="count"
      categories={byDay.map(({ day }) => dayCategory("overview", day, period))}
      series={[
        { key: "people", label: "Ran something", values: byDay.map(({ people }) => people) },
        { key: "signUps", label: "New accounts", values: byDay.map(({ signUps }) => signUps) },
      ]}
      empty="Nobody ran anything in these days."
    />
  );
}
