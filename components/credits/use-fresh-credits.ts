"use client";

import { useEffect } from "react";
import type { CreditSummary } from "@/lib/credits/credits";
import { refreshCredits } from "./credit-store";

/** How often a wallet is read again while runs, maybe of another tab, hold something of it. */
const HELD_MS = 5_000;
/** A timer can wait no longer; a page open for longer asks then, and waits again. */
const LONGEST_MS = 2_147_483_647;

/** Milliseconds until the wallet changes by itself, and a moment more for the server to have done it. */
function untilNextChange({ monthly, rollover }: CreditSummary): number {
  const ends = [monthly.resetAt, rollover.expiresAt].filter((at) => at !== null).map((at) => Date.parse(at));
  return Math.min(LONGEST_MS, Math.max(1_000, Math.min(...ends, Number.POSITIVE_INFINITY) - Date.now() + 500));
}

/** Keeps the wallet true while the page is open: when it is looked at again, when a month ends, while runs hold credits. */
export function useFreshCredits(summary: CreditSummary): void {
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && void refreshCredits();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  useEffect(() => {
    const wait = summary.held > 0 ? Math.min(HELD_MS, untilNextChange(summary)) : untilNextChange(summary);
    const timer = setTimeout(() => void refreshCredits(), wait);
    return () => clearTimeout(timer);
  }, [summary]);
}
