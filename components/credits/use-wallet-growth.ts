"use client";

import { useEffect, useRef } from "react";
import { useHeardCredits } from "./credit-store";

/** Calls back when credits have come in or a debt was paid: what could not be afforded may be now. */
export function useWalletGrowth(onGrowth: () => void): void {
  const heard = useHeardCredits();
  const before = useRef(heard);
  useEffect(() => {
    const earlier = before.current;
    before.current = heard;
    if (earlier === null || heard === null) return;
    if (heard.balance > earlier.balance || heard.debt < earlier.debt) onGrowth();
  }, [heard, onGrowth]);
}
