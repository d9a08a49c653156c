"use client";

import { useEffect, useEffectEvent, useState } from "react";

/** Stripe may be asked several times for a page; nobody waits so long for it. The same asked again is the same page. */
export const PATIENCE_MS = 30_000;

/** A page that has not come after so long may never: the way was stopped by hand, or there is no network. */
const STUCK_MS = 15_000;

/**
 * Leads to a page elsewhere, such as Stripe's, unless whoever asked for it has closed what asked. `onStay` is called when the page here
 * is looked at again all the same: the browser's way back brought it as it was left, or the other one never came.
 */
export function useLeave(onStay: () => void): (url: string) => void {
  const [url, setUrl] = useState<string | null>(null);
  const stay = useEffectEvent(() => {
    setUrl(null);
    onStay();
  });

  useEffect(() => {
    if (url === null) return;
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) stay();
    };
    const timer = setTimeout(() => stay(), STUCK_MS);
    window.addEventListener("pageshow", back);
    location.assign(url);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pageshow", back);
    };
  }, [url]);

  return setUrl;
}
