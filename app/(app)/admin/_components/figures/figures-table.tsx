import clsx from "clsx";
import type { ReactNode } from "react";
import { scrollRegion } from "@/components/markdown/scroll-region";

export type Column<Row> = {
  head: string;
  of: (row: Row) => ReactNode;
  /** Words stand left; figures right, under one another. */
  isText?: boolean;
};

type FiguresTableProps<Row> = {
  caption: string;
  /** What a row is of, which stays in sight where the others are scrolled. */
  first: Column<Row>;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Said instead, when there is no row. */
  nothing: string;
  className?: string;
};

const HEAD = "py-1 whitespace-nowrap align-bottom font-normal text-12 text-faint";
const FIRST = "sticky left-0 bg-paper pr-4 text-left";

/** A dense table. Where it is wider than the window it is scrolled by itself, beside what each row is of. */
export function FiguresTable<Row>({
  caption,
  first,
  columns,
  rows,
  keyOf,
  nothing,
  className,
}: FiguresTableProps<Row>) {
  if (rows.length === 0) return <p className="border-t py-2 text-13 text-soft">{nothing}</p>;
  return (
    <div {...scrollRegion(caption)} className={clsx("quiet-scroll relative overflow-auto", className)}>
      <table className="w-full text-13">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={clsx(HEAD, FIRST)}>
              {first.head}
            </th>
            {columns.map(({ head, isText = false }) => (
              <th key={head} scope="col" className={clsx(HEAD, isText ? "pl-6 text-left" : "pl-4 text-right")}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-t align-baseline">
              <th scope="row" className={clsx(FIRST, "whitespace-nowrap py-1 font-normal")}>
                {first.of(row)}
              </th>
              {columns.map(({ head, of, isText = false }) => (
                <td
                  key={head}
                  className={clsx("py-1", isText ? "min-w-40 pl-6" : "figures whitespace-nowrap pl-4 text-right")}
                >
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
