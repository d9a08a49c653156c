import { formatCount } from "@/components/format";
import { NONE, rateWords } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { creditWords, timeWords, winWords } from "../../_components/figure-words";

type Line = PackageFigures["byVersion"][number];

const COLUMNS: readonly Column<Line>[] = [
  { head: "Runs", of: ({ runs }) => formatCount(runs) },
  { head: "Succeeded", of: ({ successRate }) => rateWords(successRate) },
  { head: "People, ever", of: ({ people }) => formatCount(people) },
  { head: "Came back", of: ({ repeatRate }) => rateWords(repeatRate) },
  { head: "Median price", of: ({ medianCredits }) => creditWords(medianCredits) },
  { head: "Median time", of: ({ medianTimeMs }) => timeWords(medianTimeMs) },
  { head: "Beat no prompt", of: ({ againstNoPrompt }) => winWords(againstNoPrompt) ?? NONE },
  { head: "Installs copied", of: ({ installs }) => formatCount(installs) },
];

/** Others' runs by version. */
export function VersionTable({ lines }: { lines: readonly Line[] }) {
  return (
    <FiguresTable
      caption="By version"
      first={{ head: "Version", of: ({ version }) => <span className="figures">{version ?? "gone"}</span> }}
      columns={COLUMNS}
      rows={lines}
      keyOf={({ version }) => version ?? "gone"}
    />
  );
}
