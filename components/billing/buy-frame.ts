"use client";

import { createContext, useContext } from "react";

/** What surrounds the packs: how one leaves, and that one does not while a payment is being made. */
export type BuyFrame = { leave: () => void; lock: (isLocked: boolean) => void };

export const BuyFrameContext = createContext<BuyFrame | null>(null);

/** The dialog around; null on the page of its own. */
export function useBuyFrame(): BuyFrame | null {
  return useContext(BuyFrameContext);
}
