"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import type { PreviewJob } from "@/lib/code-files/preview-job";
import { type ConsoleLine, startPreview } from "./start-preview";

/** The newest lines that are kept, and how often they are drawn: a frame may write thousands. */
const LINES_MAX = 200;
const DRAW_MS = 100;

type Phase = "starting" | "shown" | "endless" | "failed";
type NumberedLine = ConsoleLine & { number: number };

type Preview = {
  place: RefObject<HTMLDivElement | null>;
  phase: Phase;
  lines: readonly NumberedLine[];
  /** Lines in all, also those that are kept no more. */
  written: number;
  again: () => void;
};

/** A running preview of a file and what it writes. `job` is the same object for as long as it is the same preview. */
export function usePreview(job: PreviewJob): Preview {
  const place = useRef<HTMLDivElement>(null);
  const [run, setRun] = useState(0);
  const [phase, setPhase] = useState<Phase>("starting");
  const [lines, setLines] = useState<readonly NumberedLine[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another run of the same job is begun by counting up.
  useEffect(() => {
    if (place.current === null) return;
    setPhase("starting");
    setLines([]);
    let waiting: NumberedLine[] = [];
    let written = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      const arrived = waiting;
      waiting = [];
      setLines((shown) => [...shown, ...arrived].slice(-LINES_MAX));
    };
    const end = startPreview(place.current, job, {
      onLine: (line) => {
        written += 1;
        waiting.push({ ...line, number: written });
        if (waiting.length > LINES_MAX) waiting.shift();
        timer ??= setTimeout(draw, DRAW_MS);
      },
      onShown: () => setPhase("shown"),
      onEndless: () => setPhase("endless"),
      onFailed: () => setPhase("failed"),
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [job, run]);

  return { place, phase, lines, written: lines.at(-1)?.number ?? 0, again: () => setRun((count) => count + 1) };
}
