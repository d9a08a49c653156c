"use client";

import clsx from "clsx";
import { useLinkStatus } from "next/link";

/**
 * A thin line at the foot of the link around it, which must be `relative`, while the page it leads to is on its way.
 * It waits a moment, so that a page that comes at once does not make it flash, and moves nothing.
 */
export function LinkPending({ className = "inset-x-0 bottom-0 h-0.5" }: { className?: string }) {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <>
      <span
        aria-hidden
        className={clsx("pointer-events-none absolute animate-arrive [animation-delay:120ms]", className)}
      >
        <span className="block size-full animate-breathe rounded-full bg-accent" />
      </span>
      <span className="sr-only">, loading</span>
    </>
  );
}
