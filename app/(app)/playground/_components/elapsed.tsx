"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/format";

const TICK_MS = 100;

/** Time since a moment, counting. It is for the eye; the live region says starts and ends. */
export function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span aria-hidden className="figures text-12 text-faint">
      {formatDuration(Math.max(0, now - since))}
    </span>
  );
}
