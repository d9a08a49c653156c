"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * A layer over the page that puts everything behind it out of reach while it is there. What is put over the page
 * later, such as a bank's question in a frame of its own, can be used: the focus is not held.
 */
export function SoleLayer({ children }: { children: ReactNode }) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const behind = [...document.body.children].filter(
      (child): child is HTMLElement => child instanceof HTMLElement && child !== layer.current && !child.inert,
    );
    for (const element of behind) element.inert = true;
    const { style } = document.documentElement;
    const { overflow } = style;
    style.overflow = "hidden";
    return () => {
      for (const element of behind) element.inert = false;
      style.overflow = overflow;
    };
  }, []);
  return <div ref={layer}>{children}</div>;
}
