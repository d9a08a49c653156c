import clsx from "clsx";
import type { ReactNode } from "react";

export type Column<Row> = {
  title: string;
  cell: (row: Row) => ReactNode;
  /** Words stand left; figures, right, under one another. */
  isText?: boolean;
};

type FiguresTableProps<Row> = {
  /** What the table is about. */
  caption: string;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Said instead, when there is no row. */
  nothing: string;
  className?: string;
};

/** A dense table whose first column names its rows. Where it is wider than the window it is scrolled by itself. */
export function FiguresTable<Row>({ caption, columns, rows, keyOf, nothing, className }: FiguresTableProps<Row>) {
  if (rows.length === 0) return <p className={clsx("py-2 text-13 text-soft", className)}>{nothing}</p>;
  const [head, ...rest] = columns;
  const side = ({ isText = false }: Column<Row>) => (isText ? "text-left" : "figures text-right");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too.
    <section aria-label={caption} tabIndex={0} className={clsx("quiet-scroll overflow-x-auto", className)}>
      <table className="w-full text-13">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-12 text-faint">
          <tr>
            <th className="py-1 pr-4 text-left font-normal">{head.title}</th>
            {rest.map((column) => (
              <th
                key={column.title}
                className={clsx("py-1 pl-4 font-normal", column.isText ? "text-left" : "text-right")}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-t align-baseline">
              <th scope="row" className="py-1 pr-4 text-left font-normal whitespace-nowrap">
                {head.cell(row)}
              </th>
              {rest.map((column) => (
                <td key={column.title} className={clsx("py-1 pl-4 whitespace-nowrap", side(column))}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
