"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Where the focused control goes away with what is drawn next, the keyboard stays in the thread: in the turn that came
 * with it, else in the control's own turn, else in the last. Its handlers belong on the element that holds the turns.
 */
export function useKeptFocus(content: RefObject<HTMLElement | null>) {
  /** The place of the turn that holds the focus, -1 beside the turns; null while the focus is elsewhere. */
  const place = useRef<number | null>(null);
  const count = useRef(0);

  useEffect(() => {
    const turns = turnsIn(content.current);
    const grew = turns.length > count.current;
    count.current = turns.length;
    if (place.current === null || document.activeElement !== document.body) return;
    const own = grew ? undefined : turns[place.current];
    place.current = null;
    (own ?? turns.at(-1))?.focus({ preventScroll: true });
  });

  // A control that is taken away sends no blur through React, so what was noted last still stands in the effect.
  const note = () => {
    const focused = document.activeElement;
    const isInside = content.current?.contains(focused) ?? false;
    place.current = isInside ? turnsIn(content.current).findIndex((turn) => turn.contains(focused)) : null;
  };
  return { onFocus: note, onBlur: note };
}

function turnsIn(content: HTMLElement | null): HTMLElement[] {
  return [...(content?.querySelectorAll<HTMLElement>("article") ?? [])];
}
