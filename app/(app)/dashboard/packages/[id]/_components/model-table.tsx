import { formatCount } from "@/components/format";
import { modelWords, rateWords } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { creditWords, timeWords } from "../../_components/figure-words";

type Line = PackageFigures["byModel"][number];

const COLUMNS: readonly Column<Line>[] = [
  { head: "Runs", of: ({ runs }) => formatCount(runs) },
  { head: "Succeeded", of: ({ successRate }) => rateWords(successRate) },
  { head: "Credits", of: ({ credits }) => formatCount(credits) },
  { head: "Median price", of: ({ medianCredits }) => creditWords(medianCredits) },
  { head: "Median time", of: ({ medianTimeMs }) => timeWords(medianTimeMs) },
];

/** Others' runs by model. */
export function ModelTable({ lines }: { lines: readonly Line[] }) {
  return (
    <FiguresTable
      caption="By model"
      first={{
        head: "Model",
        of: ({ model }) => <span className="whitespace-nowrap">{modelWords(model)}</span>,
      }}
      columns={COLUMNS}
      rows={lines}
      keyOf={({ model }) => model}
    />
  );
}
