"use client";

import { useEffect } from "react";
import { onWake } from "@/components/runs/stream/wake";

const CHANNEL = "playground-runs";
/** The session is not asked for more often than this, however often its tab is looked at. */
const LEAST_PAUSE_MS = 2_000;

/** Tells the other tabs of this browser that a run has begun. */
export function tellRun(sessionId: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(sessionId);
  channel.close();
}

/**
 * Calls back when the session may have gone on elsewhere: a run began in another tab of this browser, or this tab is
 * looked at again. Not while `idle` is false: then this tab is where it goes on.
 */
export function useSessionNews(sessionId: string | null, idle: boolean, onNews: () => void): void {
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
    const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
    channel?.addEventListener("message", ({ data }) => {
      if (data === sessionId) onNews();
    });
    return () => {
      clearTimeout(timer);
      unwatch();
      window.removeEventListener("focus", looked);
      channel?.close();
    };
  }, [sessionId, idle, onNews]);
}
