import type { Tokens } from "marked";
import { Inline } from "./inline";
import { keyed } from "./keyed";
import { scrollRegion } from "./scroll-region";

type CellsProps = { cells: readonly Tokens.TableCell[]; as: "td" | "th"; className: string };

function Cells({ cells, as: Tag, className }: CellsProps) {
  return keyed(cells).map(({ key, item }) => (
    <Tag key={key} className={className} style={item.align === null ? undefined : { textAlign: item.align }}>
      <Inline tokens={item.tokens} />
    </Tag>
  ));
}

type MarkdownTableProps = { token: Tokens.Table; dir?: "auto" | undefined };

/** A table that scrolls inside its own box. */
export function MarkdownTable({ token, dir }: MarkdownTableProps) {
  return (
    <div {...scrollRegion("Table")} dir={dir} className="quiet-scroll my-4 overflow-x-auto">
      <table className="min-w-full border-collapse text-14 leading-snug tabular-nums">
        <thead>
          <tr>
            <Cells cells={token.header} as="th" className="border-line border-b py-1.5 pe-5 text-start align-bottom" />
          </tr>
        </thead>
        <tbody>
          {keyed(token.rows).map(({ key, item }) => (
            <tr key={key}>
              <Cells cells={item} as="td" className="border-b py-1.5 pe-5 align-top" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
