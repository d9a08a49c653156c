"use client";

import { usePathname } from "next/navigation";
import { type RefObject, useEffect } from "react";
import { rememberPlace } from "@/components/billing/return-place";
import { writeAddress } from "./address";

type ThreadAddress = {
  /** Null while nothing has begun: then the address stays what was asked for. */
  sessionId: string | null;
  /** The run whose branch is shown. */
  chosen: string | null;
  /** Another page is about to take this one's place, and the address is that one's. */
  isRemade: RefObject<boolean>;
};

/** Keeps the thread on screen in the address, so that a reload comes back to it. */
export function useThreadAddress({ sessionId, chosen, isRemade }: ThreadAddress): void {
  // While a dialog with an address of its own lies over the page, the address is the dialog's.
  const isAddressed = usePathname() === "/playground";
  useEffect(() => {
    if (sessionId === null || isRemade.current) return;
    if (isAddressed) writeAddress({ session: sessionId, run: chosen });
    else rememberPlace(`/playground?session=${sessionId}`);
  }, [sessionId, chosen, isAddressed, isRemade]);
}
