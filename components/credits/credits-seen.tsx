"use client";

import { useEffect } from "react";
import type { CreditSummary } from "@/lib/credits/credits";
import { setCredits } from "./credit-store";

/** Tells the rest of the window of a wallet that the server has just read. */
export function CreditsSeen({ summary }: { summary: CreditSummary }) {
  useEffect(() => setCredits(summary), [summary]);
  return null;
}
