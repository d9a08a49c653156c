"use client";

import { useEffect } from "react";

type RunKeys = { running: boolean; onRun: () => void; onStop: () => void };

/** Ctrl or Cmd with Enter runs and Esc stops, from anywhere on the page unless something that floats is open. */
export function useRunKeys({ running, onRun, onStop }: RunKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("[role=dialog]") !== null) return;
      if (event.key === "Escape" && running) onStop();
      if (event.key !== "Enter" || event.repeat || !(event.metaKey || event.ctrlKey) || running) return;
      event.preventDefault();
      onRun();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
