"use client";

import { ArrowDown } from "lucide-react";
import type { useFollow } from "./use-follow";

/** Says over a scrolled column that text has arrived out of sight, and leads to it. */
export function NewTextBelow({ follow }: { follow: Pick<ReturnType<typeof useFollow>, "below" | "toEnd"> }) {
  if (!follow.below) return null;
  return (
    <button
      type="button"
      onClick={follow.toEnd}
      className="-translate-x-1/2 finger absolute bottom-3 left-1/2 flex h-7 animate-appear items-center gap-1.5 rounded-full bg-ink px-3 text-12 text-paper shadow-float"
    >
      <ArrowDown size={13} aria-hidden />
      New text below
    </button>
  );
}
