import Link from "next/link";
import type { ChartData } from "./chart-data";
import { formatCell } from "./format-value";

const HEAD = "sticky top-0 bg-paper py-1 font-normal";

/** The same figures to be read one by one. */
export function ChartTable({ label, by = "Day", categories, series, format = "count" }: ChartData) {
  return (
    <table className="w-full text-13">
      <caption className="sr-only">{label}</caption>
      <thead className="text-12 text-faint">
        <tr>
          <th scope="col" className={`${HEAD} text-left`}>
            {by}
          </th>
          {series.map((one) => (
            <th key={one.key} scope="col" className={`${HEAD} wrap-anywhere pl-4 text-right`}>
              {one.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, index) => (
          <tr key={category.key} className="border-t">
            <th scope="row" className="wrap-anywhere py-1 text-left font-normal">
              {category.href === undefined ? (
                category.label
              ) : (
                <Link href={category.href} prefetch={false} className="link">
                  {category.label}
                </Link>
              )}
            </th>
            {series.map(({ key, values }) => (
              <td key={key} className="figures py-1 pl-4 text-right">
                {formatCell(values[index] ?? null, format)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
