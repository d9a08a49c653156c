import { formatCount } from "@/components/format";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { MODELS, type ModelName } from "@/lib/models/models";
import { creditWords, rateWords, timeWords } from "../../_components/figure-words";
import { type Column, FiguresTable } from "../../_components/figures-table";

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
        of: ({ model }) => <span className="whitespace-nowrap">{MODELS[model as ModelName]?.label ?? model}</span>,
      }}
      columns={COLUMNS}
      rows={lines}
      keyOf={({ model }) => model}
    />
  );
}
