"use client";

import { useSyncExternalStore } from "react";

const KEY = "code-view";

export type ViewChoices = { wrap: boolean; numbers: boolean };

const FIRST: ViewChoices = { wrap: false, numbers: true };
const listeners = new Set<() => void>();
let chosen: ViewChoices | undefined;

/** What this tab has chosen; a browser that keeps nothing begins anew on each page. */
function read(): ViewChoices {
  if (chosen !== undefined) return chosen;
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<ViewChoices>;
    chosen = { wrap: kept.wrap === true, numbers: kept.numbers !== false };
  } catch {
    chosen = FIRST;
  }
  return chosen;
}

function change(next: Partial<ViewChoices>): void {
  chosen = { ...read(), ...next };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How code is shown in this tab, and how to change it. */
export function useViewChoices(): [ViewChoices, (next: Partial<ViewChoices>) => void] {
  return [useSyncExternalStore(subscribe, read, () => FIRST), change];
}
