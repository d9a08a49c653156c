"use client";

import { useEffect } from "react";

/** Esc stops what runs, unless something that floats is open and wants the key itself. */
export function useStopKey(running: boolean, stop: () => void): void {
  useEffect(() => {
    if (!running) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("[role=dialog]") !== null) return;
      stop();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
