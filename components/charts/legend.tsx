import type { ChartData } from "./chart-data";
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

type LegendProps = Pick<ChartData, "series" | "kind"> & { chartId: string };

/** Which series is which, in their order; one alone is named by the chart. */
export function Legend({ series, kind, chartId }: LegendProps) {
  if (series.length < 2) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-soft max-sm:order-last max-sm:w-full">
      {series.map(({ key, label }, index) => (
        <li key={key} className="wrap-anywhere flex min-w-0 items-baseline gap-1.5">
          <Swatch chartId={chartId} index={index} kind={kind} />
          {label}
        </li>
      ))}
    </ul>
  );
}
