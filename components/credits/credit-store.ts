"use client";

import { useSyncExternalStore } from "react";
import type { CreditSummary } from "@/lib/credits/credits";

/** The wallet as this window last heard of it; null until it did. */
let latest: CreditSummary | null = null;
const listeners = new Set<() => void>();

/** Of two readings the later one is true, whichever came last. What this window heard may know of more that is held. */
function later(read: CreditSummary, heard: CreditSummary | null): CreditSummary {
  return heard === null || read.details.readAt > heard.details.readAt ? read : heard;
}

export function setCredits(summary: CreditSummary): void {
  const next = later(summary, latest);
  if (next === latest) return;
  latest = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = () => latest;
const nothing = () => null;

/** The wallet as this window last heard of it, null until it did. */
export function useHeardCredits(): CreditSummary | null {
  return useSyncExternalStore(subscribe, read, nothing);
}

/** The newest known wallet: what this window heard, or what the server rendered when that was read later. */
export function useCredits(rendered: CreditSummary): CreditSummary;
export function useCredits(rendered: CreditSummary | null): CreditSummary | null;
export function useCredits(rendered: CreditSummary | null): CreditSummary | null {
  const heard = useHeardCredits();
  return rendered === null ? null : later(rendered, heard);
}

/** Sets credits aside on screen at once; the next refresh brings the truth. */
export function showHeld(credits: number): void {
  if (latest === null) return;
  latest = { ...latest, held: latest.held + credits, available: latest.available - credits };
  for (const listener of listeners) listener();
}

/** Asks the server for the wallet. A failure leaves what is shown. */
export async function refreshCredits(): Promise<void> {
  const response = await fetch("/api/v1/playground/credits?details=true", {
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (response?.ok) setCredits((await response.json()) as CreditSummary);
}
