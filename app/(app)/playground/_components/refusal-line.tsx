"use client";

import type { Refusal } from "./run-reducer";
import { useCountdown } from "./use-countdown";

/** When a rate limit lets the next run through, milliseconds since 1970; 0 for other refusals. */
export function refusedUntil(refusal: Refusal | null): number {
  const seconds = refusal?.error["retryAfterSeconds"];
  return refusal !== null && refusal.status === 429 && typeof seconds === "number" ? refusal.at + seconds * 1_000 : 0;
}

function sentence(refusal: Refusal, seconds: number): string {
  const { error } = refusal;
  if (error.error !== "rate_limited") return error.message;
  if (error["reason"] === "in_flight")
    return "As many runs as you may have at once are in progress. Wait for one to end.";
  return seconds > 0 ? `Too many runs in a minute. The next one can start in ${seconds} s.` : "You can run again.";
}

/** Why the last run was refused, beside the input that is still there. */
export function RefusalLine({ refusal }: { refusal: Refusal }) {
  const seconds = useCountdown(refusedUntil(refusal));
  return (
    <p role="status" className="px-1 pb-2 text-13 text-bad-ink">
      {sentence(refusal, seconds)}
    </p>
  );
}
