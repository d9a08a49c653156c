import type { CSSProperties } from "react";
import type { ChartData } from "./chart-data";
import { formatValue } from "./format-value";
import { Swatch } from "./legend";

type ReadingProps = { data: ChartData; chartId: string; place: CSSProperties; index: number };

/** What stands at a category, beside it, on the side where there is room. The columns say the same in words. */
export function Reading({ data, chartId, place, index }: ReadingProps) {
  const { kind, stacked = false, apart = false, format = "count", categories, series } = data;
  // Credits say what they are.
  const hasNames = series.length > 1 || format !== "credits";
  const isWhole = stacked && !apart && series.length > 1;
  const whole = series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
  const part = (index + 0.5) / categories.length;
  // Beside the column, or where columns are broad beside the bar in the middle of it.
  const gap = `min(${50 / categories.length}% + 4px, 24px)`;
  const side =
    part < 0.5 ? { left: `calc(${part * 100}% + ${gap})` } : { right: `calc(${(1 - part) * 100}% + ${gap})` };
  return (
    <div aria-hidden className="pointer-events-none absolute" style={place}>
      <div
        className="absolute top-1 z-10 max-w-[60%] rounded-control bg-raised px-2.5 py-1.5 text-12 shadow-float"
        style={side}
      >
        <p className="flex items-baseline justify-between gap-4 text-faint">
          {categories[index]?.label}
          {isWhole && <span className="figures shrink-0 text-ink">{formatValue(whole, format)}</span>}
        </p>
        {series.map(({ key, label, values }, at) => (
          <p key={key} className="mt-0.5 flex items-baseline gap-2">
            {series.length > 1 && <Swatch chartId={chartId} index={at} kind={kind} />}
            {hasNames && <span className="wrap-anywhere min-w-0 flex-1 text-soft">{label}</span>}
            <span className="figures shrink-0">{formatValue(values[index] ?? null, format)}</span>
          </p>
        ))}
      </div>
    </div>
  );
}
