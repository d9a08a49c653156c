"use client";

import { formatCountdown } from "@/components/format";
import { retrySeconds } from "@/components/runs/failure-words";
import { refusalWords } from "@/components/runs/refusal-words";
import { useCountdown } from "@/components/use-countdown";
import type { Refusal } from "./run-reducer";

/** When the next run may be let through, milliseconds since 1970; 0 where no time was named. */
export function refusedUntil(refusal: Refusal | null): number {
  const seconds = retrySeconds(refusal?.error);
  return refusal === null || seconds === 0 ? 0 : refusal.at + seconds * 1_000;
}

/** A refusal that is said above the input; others have a dialog or a notice of their own. */
export function shownAbove(refusal: Refusal | null, isOut: boolean, isGone: boolean): Refusal | null {
  if (refusal === null || isGone || refusal.error.error === "insufficient_credits") return null;
  return isOut && refusal.error["reason"] === "circuit_open" ? null : refusal;
}

/** Why the last run was refused, beside the input that is still there. */
export function RefusalLine({ refusal }: { refusal: Refusal }) {
  const until = refusedUntil(refusal);
  const seconds = useCountdown(until);
  const over = until > 0 && seconds === 0;
  return (
    <p role="status" className="px-1 pb-2 text-13 text-bad-ink">
      {over ? (
        <span className="text-soft">You can run again.</span>
      ) : (
        (refusalWords(refusal.error) ?? refusal.error.message)
      )}{" "}
      {seconds > 0 && (
        <span aria-hidden className="whitespace-nowrap">
          The next can start in <span className="figures">{formatCountdown(seconds)}</span>
        </span>
      )}
    </p>
  );
}
