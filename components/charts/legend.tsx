import clsx from "clsx";
import { type ChartData, totalOf } from "./chart-data";
import { formatCell, formatValue } from "./format-value";
import { fillOf, lookOf } from "./series-look";

type SwatchProps = { chartId: string; index: number; kind: ChartData["kind"] };

/** A small piece of a series as it is drawn. */
export function Swatch({ chartId, index, kind }: SwatchProps) {
  const { tint, dash } = lookOf(index);
  return (
    <svg aria-hidden="true" width={kind === "lines" ? 22 : 12} height={12} className="shrink-0 self-center">
      {kind === "lines" ? (
        <path d="M0 6h22" stroke={tint} strokeWidth={2} strokeDasharray={dash} />
      ) : (
        <rect width={12} height={12} rx={2} fill={fillOf(chartId, index)} />
      )}
    </svg>
  );
}

type LegendProps = Pick<ChartData, "series" | "kind" | "format"> & { chartId: string };

const PLACE = "text-12 text-soft max-sm:order-last max-sm:w-full";

/** What the series come to, and which is which, in their order; one alone is named by the chart. */
export function Legend({ series, kind, format = "count", chartId }: LegendProps) {
  const [first] = series;
  const totals = series.map((one) => totalOf(one, { kind, format }));
  if (first === undefined) return null;
  if (series.length === 1) {
    const [total = null] = totals;
    return total === null ? null : <p className={PLACE}>{formatValue(total, format)} in all</p>;
  }
  return (
    <ul className={clsx("flex flex-wrap gap-x-4 gap-y-1", PLACE)}>
      {series.map(({ key, label }, index) => {
        const total = totals[index] ?? null;
        return (
          <li key={key} className="wrap-anywhere flex min-w-0 items-baseline gap-1.5">
            <Swatch chartId={chartId} index={index} kind={kind} />
            {label}
            {total !== null && <span className="figures text-ink">{formatCell(total, format)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
