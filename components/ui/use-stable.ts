"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function from one drawing to the next that always does what the newest one does; for events only. */
export function useStable<Arguments extends unknown[], Result>(
  newest: (...values: Arguments) => Result,
): (...values: Arguments) => Result {
  const current = useRef(newest);
  useLayoutEffect(() => {
    current.current = newest;
  });
  return useCallback((...values: Arguments) => current.current(...values), []);
}
