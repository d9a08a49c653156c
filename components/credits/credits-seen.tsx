"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { CreditSummary } from "@/lib/credits/credits";
import { setCredits, useCredits } from "./credit-store";

type CreditsSeenProps = {
  summary: CreditSummary;
  /** Has the server render the page anew when something newer is heard of that the page does not show. */
  follow?: boolean;
};

function differs(a: CreditSummary, b: CreditSummary): boolean {
  return a.balance !== b.balance || a.held !== b.held || a.debt !== b.debt || a.monthly.resetAt !== b.monthly.resetAt;
}

/** Tells the rest of the window of a wallet that the server has just read. */
export function CreditsSeen({ summary, follow = false }: CreditsSeenProps) {
  const router = useRouter();
  const newest = useCredits(summary);
  const asked = useRef<string>(undefined);
  useEffect(() => setCredits(summary), [summary]);
  useEffect(() => {
    const { readAt } = newest.details;
    if (!follow || readAt <= summary.details.readAt || readAt === asked.current || !differs(newest, summary)) return;
    asked.current = readAt;
    router.refresh();
  }, [follow, newest, router, summary]);
  return null;
}
