"use client";

import { type RefObject, startTransition, useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** How far beyond its column, above and below, a thing counts as near: that much is drawn before it is scrolled to. */
const MARGIN = "50% 0px";

/** Calls back once the element is near, or is about to be printed; answers how to stop that. */
export type WatchNear = (element: Element, onNear: () => void) => () => void;

/** Watches what stands in a scrolled column, with one observer for all of it. */
export function useNearWatch(column: RefObject<HTMLElement | null>): WatchNear {
  const watched = useRef(new Map<Element, () => void>());
  const observer = useRef<IntersectionObserver>(null);

  useEffect(() => {
    const elements = watched.current;
    // On paper there is no scrolling.
    const beforePrint = () =>
      flushSync(() => {
        for (const onNear of elements.values()) onNear();
      });
    window.addEventListener("beforeprint", beforePrint);
    return () => window.removeEventListener("beforeprint", beforePrint);
  }, []);

  return useCallback(
    (element, onNear) => {
      observer.current ??= new IntersectionObserver(
        (entries) => {
          // What is typed or scrolled meanwhile goes first.
          startTransition(() => {
            for (const { isIntersecting, target } of entries) if (isIntersecting) watched.current.get(target)?.();
          });
        },
        { root: column.current, rootMargin: MARGIN },
      );
      watched.current.set(element, onNear);
      observer.current.observe(element);
      return () => {
        watched.current.delete(element);
        observer.current?.unobserve(element);
      };
    },
    [column],
  );
}

/** Has the element come near? What was near once stays so. `initially` is for what is near when the page opens. */
export function useNear(watch: WatchNear, initially: boolean) {
  const place = useRef<HTMLElement>(null);
  const [near, setNear] = useState(initially);
  const come = useCallback(() => setNear(true), []);

  useEffect(() => {
    if (near || place.current === null) return;
    return watch(place.current, come);
  }, [near, watch, come]);

  return { place, near, come };
}
