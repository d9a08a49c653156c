"use client";

import { Bar, CartesianGrid, ComposedChart, type DotItemDotProps, Line, ReferenceLine, XAxis, YAxis } from "recharts";
import type { ChartData, ChartSeries } from "./chart-data";
import { formatTick } from "./format-value";
import { ROOM } from "./plot-place";
import { fillOf, lookOf } from "./series-look";

type DrawingProps = ChartData & { chartId: string; ticks: number[]; axisWidth: number };

type Row = { index: number; values: (number | null)[] };

const TICK = { fill: "var(--faint)", fontSize: 12 };
const LONGEST_NAME = 14;
/** More points than these are seen as a line alone. */
const MOST_DOTS = 31;

const shortened = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** A value with none on either side would not be seen in a line. */
const isAlone = (values: ChartSeries["values"], index: number) =>
  (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;

/** What is seen of a chart. Pointer, keyboard and words are `Columns`' and `ChartTable`'s. */
export function Drawing({
  chartId,
  kind,
  stacked = false,
  format = "count",
  categories,
  series,
  ticks,
  axisWidth,
}: DrawingProps) {
  const rows: Row[] = categories.map((_, index) => ({
    index,
    values: series.map(({ values }) => values[index] ?? null),
  }));
  const readSeries = (place: number) => (row: Row) => row.values[place];
  const dotOf =
    ({ values }: ChartSeries, tint: string) =>
    ({ cx, cy, index, value }: DotItemDotProps) =>
      value !== null && (categories.length <= MOST_DOTS || isAlone(values, index)) ? (
        <circle key={index} cx={cx} cy={cy} r={2.5} fill={tint} />
      ) : (
        <g key={index} />
      );
  return (
    <ComposedChart
      responsive
      data={rows}
      margin={{ top: ROOM.top, right: ROOM.right, bottom: 0, left: 0 }}
      style={{ width: "100%", height: "100%" }}
      accessibilityLayer={false}
      barCategoryGap="18%"
      barGap={1}
      {...(stacked && { stackOffset: "sign" as const })}
    >
      <CartesianGrid vertical={false} stroke="var(--rule)" />
      <XAxis
        dataKey="index"
        scale="band"
        height={ROOM.bottom}
        interval="equidistantPreserveStart"
        minTickGap={14}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        tick={TICK}
        tickFormatter={(index: number) => shortened(categories[index]?.short ?? categories[index]?.label ?? "")}
      />
      <YAxis
        width={axisWidth}
        ticks={ticks}
        domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
        interval={0}
        tickLine={false}
        axisLine={false}
        tick={{ ...TICK, fontFamily: "var(--font-geist-mono)" }}
        tickFormatter={(value: number) => formatTick(value, format)}
      />
      {(ticks[0] ?? 0) < 0 && <ReferenceLine y={0} stroke="var(--line)" />}
      {series.map((one, place) => {
        const { tint, dash } = lookOf(place);
        return kind === "bars" ? (
          <Bar
            key={one.key}
            dataKey={readSeries(place)}
            fill={fillOf(chartId, place)}
            maxBarSize={28}
            minPointSize={(_, index) => (one.values[index] ? 2 : 0)}
            isAnimationActive={false}
            {...(stacked ? { stackId: "all", stroke: "var(--paper)" } : { radius: 2 })}
          />
        ) : (
          <Line
            key={one.key}
            dataKey={readSeries(place)}
            type="linear"
            stroke={tint}
            strokeWidth={2}
            {...(dash !== undefined && { strokeDasharray: dash })}
            dot={dotOf(one, tint)}
            activeDot={false}
            isAnimationActive={false}
          />
        );
      })}
    </ComposedChart>
  );
}
