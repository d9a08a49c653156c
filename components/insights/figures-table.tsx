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
  /** Said instead, where there may be no row. */
  nothing?: string;
  /** A line a row, close together: for an operator who reads many at once. */
  isDense?: boolean;
  className?: string;
};

/** It stays while the others go by, which fade beside it and are not cut. */
const FIRST =
  "sticky left-0 bg-paper pr-4 text-left after:absolute after:inset-y-0 after:left-full after:w-4 after:bg-linear-to-r after:from-paper after:to-transparent";
const LOOKS = {
  dense: { head: "py-1 whitespace-nowrap", first: "py-1 whitespace-nowrap", cell: "py-1" },
  roomy: { head: "py-1.5", first: "py-2 max-w-72", cell: "py-2" },
} as const;

/** Figures in columns. Where they are wider than the window they fade, and are scrolled by themselves, beside what each row is of. */
export function FiguresTable<Row>({
  caption,
  first,
  columns,
  rows,
  keyOf,
  nothing,
  isDense = false,
  className,
}: FiguresTableProps<Row>) {
  if (rows.length === 0 && nothing !== undefined) return <p className="border-t py-2 text-13 text-soft">{nothing}</p>;
  const look = LOOKS[isDense ? "dense" : "roomy"];
  const head = clsx(look.head, "align-bottom font-normal text-12 text-faint");
  return (
    <div
      {...scrollRegion(caption)}
      className={clsx("quiet-scroll sideways relative overflow-y-auto [--fade-before:0px]", className)}
    >
      <table className="w-full text-13">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={clsx(head, FIRST)}>
              {first.head}
            </th>
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={clsx(head, column.isText ? "pl-6 text-left" : "pl-4 text-right")}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-t align-baseline">
              <th scope="row" className={clsx(look.first, FIRST, "font-normal")}>
                {first.of(row)}
              </th>
              {columns.map((column) => (
                <td
                  key={column.head}
                  className={clsx(
                    look.cell,
                    column.isText ? "min-w-40 pl-6" : "figures whitespace-nowrap pl-4 text-right",
                  )}
                >
                  {column.of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
