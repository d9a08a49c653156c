"use client";

import { useEffect, useRef } from "react";

/** Decides about a request that waits: it is sent (true), or a newer one took its place. */
type Decide = (isSent: boolean) => void;

/**
 * Sends requests about the same thing (`key`) one at a time, so that what was said last is what the server hears last: one
 * that was aborted may arrive all the same, after the next. Of those that wait only the newest is sent, and at once when
 * the page is left. Answers null where something newer was said meanwhile.
 */
export function useInTurn() {
  /** By key: what waits for the request that is under way; null where nothing does. */
  const turns = useRef(new Map<string, Decide | null>());

  useEffect(() => {
    const { current } = turns;
    const leave = () => {
      for (const decide of current.values()) decide?.(true);
    };
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, []);

  return async <T>(key: string, send: () => Promise<T>): Promise<T | null> => {
    if (turns.current.has(key)) {
      turns.current.get(key)?.(false);
      if (!(await new Promise<boolean>((decide) => turns.current.set(key, decide)))) return null;
    }
    turns.current.set(key, null);
    let next: Decide | null | undefined;
    let answer: T;
    try {
      answer = await send();
    } finally {
      next = turns.current.get(key);
      turns.current.delete(key);
      next?.(true);
    }
    return next ? null : answer;
  };
}
