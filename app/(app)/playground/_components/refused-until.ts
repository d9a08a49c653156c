import { retrySeconds } from "@/components/runs/retry-seconds";
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
