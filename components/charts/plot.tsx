"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { arriving } from "@/components/ui/arriving";
import type { ChartData } from "./chart-data";
import { Columns } from "./columns";
import { ROOM } from "./plot-place";
import { Reading } from "./reading";
import { valueAxis } from "./value-axis";

const Drawing = dynamic(() => arriving(() => import("./drawing")).then((module) => module.Drawing), { ssr: false });

/** A chart's picture, with columns over it that can be pointed at, reached by keyboard and followed. */
export function Plot({ data, chartId }: { data: ChartData; chartId: string }) {
  const [active, setActive] = useState<number | null>(null);
  const { ticks, width } = valueAxis(data);
  const place = { ...ROOM, left: width };
  return (
    <>
      <div aria-hidden className="size-full">
        <Drawing {...data} chartId={chartId} ticks={ticks} axisWidth={width} />
      </div>
      <Columns data={data} place={place} active={active} onActive={setActive} />
      {active !== null && <Reading data={data} chartId={chartId} place={place} index={active} />}
    </>
  );
}
