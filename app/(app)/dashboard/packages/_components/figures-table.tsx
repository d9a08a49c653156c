import clsx from "clsx";
import type { ReactNode } from "react";
import { scrollRegion } from "@/components/markdown/scroll-region";

export type Column<Row> = { head: string; of: (row: Row) => ReactNode };

type FiguresTableProps<Row> = {
  caption: string;
  /** What a row is of, which stays in sight where the others are scrolled. */
  first: Column<Row>;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
};

const HEAD = "py-1.5 align-bottom font-normal text-12 text-faint";
const FIRST = "sticky left-0 bg-paper pr-4 text-left";

/** Figures in columns. On a narrow window they scroll sideways beside what each row is of. */
export function FiguresTable<Row>({ caption, first, columns, rows, keyOf }: FiguresTableProps<Row>) {
  return (
    <div {...scrollRegion(caption)} className="quiet-scroll relative overflow-x-auto">
      <table className="w-full text-13">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={clsx(HEAD, FIRST)}>
              {first.head}
            </th>
            {columns.map(({ head }) => (
              <th key={head} scope="col" className={clsx(HEAD, "pl-4 text-right")}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-t">
              <th scope="row" className={clsx(FIRST, "max-w-72 py-2 font-normal")}>
                {first.of(row)}
              </th>
              {columns.map(({ head, of }) => (
                <td key={head} className="figures whitespace-nowrap py-2 pl-4 text-right">
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
