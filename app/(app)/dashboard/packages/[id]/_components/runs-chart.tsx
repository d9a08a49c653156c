import { Chart } from "@/components/charts/chart";
import { dayAxis, dayColumns, sums } from "@/components/insights/day-columns";
import type { Day } from "@/lib/insights/day";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { apartSentence } from "../../_components/figure-sentences";

/** A package's runs by day: others', and apart from them its managers' and the baseline's, if there are any. */
export function RunsChart({ figures, today }: { figures: PackageFigures; today: Day }) {
  const { byDay, managers, baseline } = figures;
  const apart = apartSentence({ managers: managers.runs, baseline: baseline.runs });
  const columns = dayColumns(byDay);
  const { unit, ...axis } = dayAxis(columns, today);
  const series = [
    { key: "others", label: "Others", values: sums(columns, ({ runs }) => runs) },
    { key: "managers", label: "Those who look after it", values: sums(columns, ({ managersRuns }) => managersRuns) },
    {
      key: "baseline",
      label: "Without a prompt, beside it",
      values: sums(columns, ({ baselineRuns }) => baselineRuns),
    },
  ];
  const shown = series.filter(({ key, values }) => key === "others" || values.some((runs) => runs > 0));
  return (
    <>
      <Chart
        label={`Runs by ${unit}`}
        kind="bars"
        stacked
        apart
        {...axis}
        series={shown}
        empty="Nothing was run with it in these days."
      />
      {apart !== null && <p className="mt-3 max-w-[72ch] text-13 text-soft">{apart}</p>}
    </>
  );
}
