import { formatCount } from "@/components/format";
import { partWords } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";

type Line = PackageFigures["suggestedInputs"][number];

const COLUMNS: readonly Column<Line>[] = [
  { head: "Used by", of: ({ used }) => formatCount(used) },
  { head: "Liked by", of: ({ liked }) => formatCount(liked) },
  { head: "Went on to an input of their own", of: ({ wentOn, used }) => partWords(wentOn, used) },
];

/** How many people ran each suggested input, liked its answer, and then asked something of their own. */
export function SuggestionTable({ lines }: { lines: readonly Line[] }) {
  return (
    <FiguresTable
      caption="Suggested inputs"
      first={{
        head: "Suggested input",
        of: ({ title }) => <span className="wrap-anywhere block min-w-32">{title ?? "Of a private package"}</span>,
      }}
      columns={COLUMNS}
      rows={lines}
      keyOf={({ id }) => id}
    />
  );
}
