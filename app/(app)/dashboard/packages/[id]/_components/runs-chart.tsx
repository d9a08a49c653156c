import { Chart } from "@/components/charts/chart";
import { shortDay } from "@/components/insights/day-words";
import type { Day } from "@/lib/insights/day";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { apartSentence } from "../../_components/figure-sentences";

/** A package's runs by day: others', and apart from them its managers' and the baseline's, if there are any. */
export function RunsChart({ figures, today }: { figures: PackageFigures; today: Day }) {
  const { byDay, managers, baseline } = figures;
  const apart = apartSentence({ managers: managers.runs, baseline: baseline.runs });
  const series = [
    { key: "others", label: "Others", values: byDay.map(({ runs }) => runs) },
    { key: "managers", label: "Those who look after it", values: byDay.map(({ managersRuns }) => managersRuns) },
    { key: "baseline", label: "Without a prompt, beside it", values: byDay.map(({ baselineRuns }) => baselineRuns) },
  ];
  const shown = series.filter(({ key, values }) => key === "others" || values.some((runs) => runs > 0));
  return (
    <>
      <Chart
        label="Runs by day"
        kind="bars"
        stacked
        categories={byDay.map(({ day }) => ({ key: day, label: shortDay(day, today) }))}
        series={shown}
        empty="Nothing was run with it in these days."
      />
      {apart !== null && <p className="mt-3 max-w-[72ch] text-13 text-soft">{apart}</p>}
    </>
  );
}
