"use client";

import { useId, useState } from "react";
import { scrollRegion } from "@/components/markdown/scroll-region";
import { type ChartData, hasValues } from "./chart-data";
import { ChartTable } from "./chart-table";
import { Legend } from "./legend";
import { Plot } from "./plot";
import { SeriesPatterns } from "./series-patterns";
import { type ChartView, ViewSwitch } from "./view-switch";

type ChartProps = ChartData & {
  /** The sentence in place of a plot that would show nothing. */
  empty: string;
};

/**
 * Figures as a picture, and as a table. The picture's room is there from the start; its drawing is fetched after the page
 * is alive, and where no script runs the table stands in its place.
 */
export function Chart({ empty, ...data }: ChartProps) {
  const id = useId();
  const [view, setView] = useState<ChartView>("chart");
  const { label, series } = data;
  const isEmpty = !hasValues(series);
  const table = <ChartTable {...data} />;
  return (
    <figure aria-labelledby={`${id}-label`} className="relative min-w-0">
      <figcaption className="flex flex-wrap items-center gap-x-5 gap-y-1">
        <h2 id={`${id}-label`} className="min-w-0 text-16 font-strong max-sm:flex-1">
          {label}
        </h2>
        {!isEmpty && <Legend {...data} chartId={id} />}
        {!isEmpty && <ViewSwitch label={label} view={view} onChange={setView} />}
      </figcaption>
      <SeriesPatterns chartId={id} count={series.length} />
      {isEmpty ? (
        <p className="mt-3 flex h-56 items-center justify-center border-y text-14 text-soft sm:h-64">{empty}</p>
      ) : view === "table" ? (
        <div {...scrollRegion(label)} className="quiet-scroll mt-3 max-h-96 min-h-56 overflow-auto sm:min-h-64">
          {table}
        </div>
      ) : (
        <>
          <div className="noscript:hidden relative mt-3 h-56 sm:h-64">
            <Plot data={data} chartId={id} />
          </div>
          <noscript>{table}</noscript>
        </>
      )}
    </figure>
  );
}
