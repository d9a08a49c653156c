"use client";

import { useEffect } from "react";
import { onWake } from "@/components/runs/stream/wake";
import { useStable } from "@/components/ui/use-stable";

const CHANNEL = "playground-begun-runs";
/** The session is not asked for more often than this, however often its tab is looked at. */
const LEAST_PAUSE_MS = 2_000;

type Begun = { sessionId: string; runId: string };

/** The run that began last in a session, in this tab or, as far as this one heard of it, in another. */
const begun = new Map<string, string>();

/** Tells the other tabs of this browser, and the next page of this one, that a run has begun. */
export function tellRun(sessionId: string, runId: string): void {
  begun.set(sessionId, runId);
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ sessionId, runId } satisfies Begun);
  channel.close();
}

type SessionNews = {
  sessionId: string | null;
  /** Not while this is false: then this tab is where the session goes on. */
  idle: boolean;
  /** Is the run part of what is on screen? */
  knows: (runId: string) => boolean;
  onNews: () => void;
};

/**
 * Calls back when the session may have gone on elsewhere: a run began in another tab of this browser or, before this
 * page arrived, on the one it took the place of; or this tab is looked at again.
 */
export function useSessionNews({ sessionId, idle, knows, onNews }: SessionNews): void {
  const isKnown = useStable(knows);
  const told = useStable((of: string) => {
    if (idle && of === sessionId) onNews();
  });
  useEffect(() => {
    if (sessionId === null || !idle) return;
    const last = begun.get(sessionId);
    if (last !== undefined && !isKnown(last)) onNews();
  }, [sessionId, idle, isKnown, onNews]);
  // Also of other sessions: what is told while Back brings the page of one is news to that page.
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", ({ data }: MessageEvent<Begun>) => {
      begun.set(data.sessionId, data.runId);
      told(data.sessionId);
    });
    return () => channel.close();
  }, [told]);
  useEffect(() => {
    if (sessionId === null || !idle) return;
    let last = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const looked = () => {
      clearTimeout(timer);
      const pauseMs = last + LEAST_PAUSE_MS - performance.now();
      if (pauseMs > 0) {
        timer = setTimeout(looked, pauseMs);
        return;
      }
      last = performance.now();
      onNews();
    };
    const unwatch = onWake(looked);
    window.addEventListener("focus", looked);
    return () => {
      clearTimeout(timer);
      unwatch();
      window.removeEventListener("focus", looked);
    };
  }, [sessionId, idle, onNews]);
}
