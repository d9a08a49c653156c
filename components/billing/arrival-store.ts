"use client";

import { useSyncExternalStore } from "react";
import { type Expected, isSettled, type Stage } from "./arrival";

export type Arrival = { expected: Expected; stage: Stage };

const KEY = "paid-for";
const PURCHASE = /^[0-9a-f-]{36}$/;

let current: Arrival | null = null;
/** A part of the page that is nearer to what was done shows it; then the notice under the header stays away. */
let shownNearby = false;
const listeners = new Set<() => void>();

function change(next: Arrival | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Storage may be closed to us; then a reload while something is on its way forgets to say so. */
function keep(expected: Expected | null): void {
  try {
    if (expected === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, expected.kind === "plus" ? "plus" : expected.id);
  } catch {
    // The credits come all the same.
  }
}

/** Reads an address' or the storage's word for what is expected; null for anything else. */
export function readExpected(word: string | null): Expected | null {
  if (word === "plus") return { kind: "plus" };
  return word !== null && PURCHASE.test(word) ? { kind: "purchase", id: word } : null;
}

/** Something was paid: from now on it is followed, over reloads too, and said when it is there. */
export function expectArrival(expected: Expected, stage: Stage = { is: "confirming", credits: null }): void {
  keep(isSettled(stage) ? null : expected);
  change({ expected, stage });
}

/** Goes on with what this tab was waiting for when its page was loaded anew. */
export function resumeArrival(): void {
  if (current !== null) return;
  try {
    const expected = readExpected(sessionStorage.getItem(KEY));
    if (expected !== null) expectArrival(expected);
  } catch {
    // Nothing was kept.
  }
}

export function setStage(expected: Expected, stage: Stage): void {
  if (current?.expected !== expected) return;
  // Who was signed out hears of it after signing in.
  if (isSettled(stage) && stage.is !== "signed-out") keep(null);
  change({ expected, stage });
}

export function dismissArrival(): void {
  keep(null);
  change(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the notice's place until the returned function is called. */
export function showNearby(): () => void {
  shownNearby = true;
  change(current);
  return () => {
    shownNearby = false;
    change(current);
  };
}

export function useShownNearby(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => shownNearby,
    () => false,
  );
}

/** What is on its way or has just arrived; null for nothing. */
export function useArrival(): Arrival | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
