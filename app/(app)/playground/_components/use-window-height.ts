"use client";

import { useEffect } from "react";

/** On a touch screen, keeps the page exactly as tall as what the keyboard leaves, so that the composer stands above it. */
export function useWindowHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null || !window.matchMedia("(pointer: coarse)").matches) return;
    const root = document.documentElement;
    const set = () => root.style.setProperty("--window-height", `${Math.round(viewport.height)}px`);
    set();
    viewport.addEventListener("resize", set);
    return () => {
      viewport.removeEventListener("resize", set);
      root.style.removeProperty("--window-height");
    };
  }, []);
}
