"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { SessionSummary } from "@/lib/sessions/session";
import { applyChanges, NO_CHANGES, type SessionChanges, withChange } from "./apply-changes";
import { takeLeftDeletions } from "./left-deletions";

/** What was done in this tab; every list of sessions on it shows that at once, and keeps it when it is read late. */
let changes: SessionChanges =
  typeof window === "undefined" ? NO_CHANGES : { ...NO_CHANGES, gone: new Set(takeLeftDeletions()) };
const listeners = new Set<() => void>();

function set(next: SessionChanges): void {
  changes = next;
  for (const listener of listeners) listener();
}

/** Takes sessions out of every list. */
export function hideSessions(ids: readonly string[]): void {
  set({ ...changes, gone: new Set([...changes.gone, ...ids]) });
}

/** Puts sessions back where they were listed. */
export function showSessions(ids: readonly string[]): void {
  set({ ...changes, gone: new Set([...changes.gone].filter((id) => !ids.includes(id))) });
}

/** Shows a session with its new name and stay. */
export function noteChange(
  session: SessionSummary,
  after: Pick<SessionSummary, "title" | "saved" | "expiresAt">,
): void {
  set(withChange(changes, session, after));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = () => changes;
const nothing = () => NO_CHANGES;

/** A list of sessions as it is after all that was done in this window. */
export function useSessions(listed: readonly SessionSummary[]): SessionSummary[] {
  const done = useSyncExternalStore(subscribe, read, nothing);
  return useMemo(() => applyChanges(listed, done), [listed, done]);
}
