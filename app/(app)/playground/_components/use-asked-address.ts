"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";

/** What a page was made for: its own id, and the session and run that the address asked for then. */
export type Made = { id: string; session: string | null; run: string | null };

/** The pages of this tab that were on screen before. */
const shown = new Set<string>();

/**
 * Has the page made again when the browser's way back brings one from before: the thread writes itself into the address
 * and goes on, and what comes back is the page as it was made, for another address or with fewer turns. Until the one that
 * is asked for has come, the address is not this page's to write (`isRemade`), and nothing is to be run in it (`isOld`).
 */
export function useAskedAddress({ id, session, run }: Made): { isRemade: RefObject<boolean>; isOld: boolean } {
  const router = useRouter();
  const isRemade = useRef(false);
  const [isOld, setOld] = useState(false);
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    const address = new URLSearchParams(window.location.search);
    const isOther = address.get("session") !== session || address.get("run") !== run;
    const wasShown = shown.has(id);
    shown.add(id);
    if (isOther || wasShown) {
      isRemade.current = true;
      setOld(true);
      const { pathname, search, hash } = window.location;
      router.replace(pathname + search + hash, { scroll: false });
    }
  }, [router, id, session, run]);
  return { isRemade, isOld };
}
