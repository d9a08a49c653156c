"use client";

import clsx from "clsx";
import { type ReactNode, useEffect, useRef } from "react";

/** How much of a neighbour is seen beside what is current, in pixels: it says that there is more. */
const NEIGHBOUR_PX = 40;

type ScrollRowProps = { children: ReactNode; current: string | undefined; className?: string };

/** One row, however narrow the window is: it is scrolled sideways by itself, and what is current in it is in sight. */
export function ScrollRow({ children, current, className }: ScrollRowProps) {
  const row = useRef<HTMLUListElement>(null);

  // Not `scrollIntoView`, which would move the page as well.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is current is found in the document
  useEffect(() => {
    const item = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row.current || !item) return;
    const start = item.offsetLeft - NEIGHBOUR_PX;
    const end = item.offsetLeft + item.offsetWidth + NEIGHBOUR_PX - row.current.clientWidth;
    row.current.scrollLeft = Math.min(Math.max(row.current.scrollLeft, end), start);
  }, [current]);

  return (
    <ul ref={row} className={clsx("sideways relative flex [scrollbar-width:none]", className)}>
      {children}
    </ul>
  );
}
