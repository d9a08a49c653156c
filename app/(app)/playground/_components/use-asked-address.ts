"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Has the page made again when it stands at another address than it was made for: the thread writes itself into the
 * address as it goes, and on the way back the browser brings the page that was made before it began.
 */
export function useAskedAddress(session: string | null, run: string | null): void {
  const router = useRouter();
  const made = useRef({ session, run });
  useEffect(() => {
    const address = new URLSearchParams(window.location.search);
    const isMade = address.get("session") === made.current.session && address.get("run") === made.current.run;
    if (!isMade) router.refresh();
  }, [router]);
}
