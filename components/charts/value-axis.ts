import type { ChartData, ChartFormat } from "./chart-data";
import { formatTick } from "./format-value";

const STEPS = 4;
/** Width of a figure at the size of ticks, and the room before the plot, in pixels. */
const FIGURE_PX = 7.5;
const GAP_PX = 8;

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** The lowest and highest that is drawn in one category, from zero. */
function extentOf(values: readonly number[], isStacked: boolean): [number, number] {
  const below = values.filter((value) => value < 0);
  const above = values.filter((value) => value > 0);
  return isStacked ? [sum(below), sum(above)] : [Math.min(0, ...below), Math.max(0, ...above)];
}

/** 1, 2 or 5 times a power of ten, and not less than asked for. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}

/** Round values from under the lowest to above the highest, zero among them, in about four steps. */
export function ticksBetween(lowest: number, highest: number, format: ChartFormat): number[] {
  const isWhole = format === "count" || format === "credits";
  const least = (highest - lowest) / STEPS || (format === "percent" ? 1 / STEPS : 1);
  const step = roundStep(isWhole ? Math.max(1, least) : least);
  const first = Math.floor(lowest / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The lines of a chart, and how wide the words beside them are: known before anything is drawn, so that nothing moves. */
export function valueAxis({ categories, series, stacked = false, format = "count" }: ChartData) {
  const extents = categories.map((_, index) =>
    extentOf(
      series.flatMap(({ values }) => values[index] ?? []),
      stacked,
    ),
  );
  const ticks = ticksBetween(
    Math.min(0, ...extents.map(([low]) => low)),
    Math.max(0, ...extents.map(([, high]) => high)),
    format,
  );
  const longest = Math.max(...ticks.map((tick) => formatTick(tick, format).length));
  return { ticks, width: Math.ceil(longest * FIGURE_PX) + GAP_PX };
}
