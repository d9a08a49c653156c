"use client";

import Link from "next/link";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import type { ChartCategory, ChartData } from "./chart-data";
import { formatValue } from "./format-value";
import { categoryAfter, categoryAt } from "./plot-place";

/** What a category says: "Sat 14 Nov: 12 credits", or of several series "Sat 14 Nov: Opus 3, Sonnet 12". */
function sentenceOf({ series, format = "count" }: ChartData, { label }: ChartCategory, index: number): string {
  const values = series.map((one) => {
    const value = one.values[index] ?? null;
    const words = value === null ? "no value" : formatValue(value, format);
    return series.length === 1 ? words : `${one.label} ${words}`;
  });
  return `${label}: ${values.join(", ")}`;
}

const COLUMN = "h-full min-w-0 flex-1 outline-offset-0 hover:bg-ink/6 focus-visible:bg-ink/6 aria-current:bg-ink/6";

type ColumnsProps = {
  data: ChartData;
  place: CSSProperties;
  active: number | null;
  onActive: (index: number | null) => void;
};

/**
 * A column over each category of a plot: a link where it leads somewhere, named by what it stands for. Together they are
 * one stop of the keyboard, within which arrows go from one to the next. A finger first asks what a column is, and
 * follows it when it is touched again.
 */
export function Columns({ data, place, active, onActive }: ColumnsProps) {
  const { label, categories } = data;
  const group = useRef<HTMLDivElement>(null);
  const isAsking = useRef(false);
  const stop = active ?? categories.length - 1;
  const isActive = active !== null;

  // A finger leaves nothing behind when it is lifted: what it asked for is put away by a touch of something else.
  useEffect(() => {
    if (!isActive) return;
    const leave = ({ target }: Event) => target instanceof Node && !group.current?.contains(target) && onActive(null);
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [isActive, onActive]);

  function point({ clientX, pointerType, type }: PointerEvent) {
    const box = group.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const index = categoryAt((clientX - box.left) / box.width, categories.length);
    if (type === "pointerdown") isAsking.current = pointerType !== "mouse" && index !== active;
    onActive(index);
  }

  function follow(event: MouseEvent) {
    if (isAsking.current) event.preventDefault();
    isAsking.current = false;
  }

  function press(event: KeyboardEvent) {
    isAsking.current = false;
    if (event.key === "Escape") onActive(null);
    const columns = Array.from(group.current?.children ?? []);
    const from = columns.findIndex((column) => column.contains(document.activeElement));
    const to = categoryAfter(event.key, from, categories.length);
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    (columns[to] as HTMLElement | undefined)?.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what is filled in
    <div
      ref={group}
      role="group"
      aria-label={label}
      className="absolute flex touch-pan-y"
      style={place}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={({ pointerType }) => pointerType === "mouse" && onActive(null)}
      onClickCapture={follow}
      onKeyDown={press}
      onBlur={({ relatedTarget }) => group.current?.contains(relatedTarget) || onActive(null)}
    >
      {categories.map((category, index) => {
        const own = {
          "aria-label": sentenceOf(data, category, index),
          tabIndex: index === stop ? 0 : -1,
          className: COLUMN,
          onFocus: () => onActive(index),
        };
        return category.href === undefined ? (
          <span key={category.key} role="img" {...own} />
        ) : (
          <Link key={category.key} href={category.href} prefetch={false} draggable={false} {...own} />
        );
      })}
    </div>
  );
}
