"use client";

import clsx from "clsx";
import { useTimeZone } from "@/components/local-time";

/** In which zone the times of a list are, which are compared with logs and schedules that are in another. */
export function ZoneNote({ className }: { className?: string }) {
  const zone = useTimeZone();
  return (
    <p className={clsx("text-12 text-faint", className)} suppressHydrationWarning>
      Times in {zone.replaceAll("_", " ")}
      {zone !== "UTC" && "; days are counted in UTC"}
    </p>
  );
}
