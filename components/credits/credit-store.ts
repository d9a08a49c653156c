"use client";

import { useSyncExternalStore } from "react";
import type { CreditSummary } from "@/lib/credits/credits";

/** The wallet as this page last heard of it; null until something newer than the server's page is known. */
let latest: CreditSummary | null = null;
const listeners = new Set<() => void>();

export function setCredits(summary: CreditSummary): void {
  latest = summary;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const read = () => latest;
const nothing = () => null;

/** The newest known wallet: what this page heard last, else what the server rendered. */
export function useCredits(rendered: CreditSummary): CreditSummary;
export function useCredits(rendered: CreditSummary | null): CreditSummary | null;
export function useCredits(rendered: CreditSummary | null): CreditSummary | null {
  const heard = useSyncExternalStore(subscribe, read, nothing);
  return rendered === null ? null : (heard ?? rendered);
}

/** Sets credits aside on screen at once; the next refresh brings the truth. */
export function showHeld(credits: number): void {
  if (latest === null) return;
  setCredits({ ...latest, held: latest.held + credits, available: latest.available - credits });
}

/** Asks the server for the wallet. A failure leaves what is shown. */
export async function refreshCredits(): Promise<void> {
  const response = await fetch("/api/v1/playground/credits", { headers: { Accept: "application/json" } }).catch(
    () => null,
  );
  if (response?.ok) setCredits((await response.json()) as CreditSummary);
}
