"use client";

import { formatCountdown } from "@/components/format";
import { retrySeconds } from "@/components/runs/failure-words";
import { useCountdown } from "@/components/use-countdown";
import type { Refusal } from "./run-reducer";

/** When the next run may be let through, milliseconds since 1970; 0 where no time was named. */
export function refusedUntil(refusal: Refusal | null): number {
  const seconds = retrySeconds(refusal?.error);
  return refusal === null || seconds === 0 ? 0 : refusal.at + seconds * 1_000;
}

function sentence({ error }: Refusal): string {
  switch (error["reason"]) {
    case "in_flight":
      return "As many runs as you may have at once are in progress. Wait for one to end, or stop it.";
    case "rate":
      return "That were as many runs as you may start in a minute.";
    case "restarting":
      return "The server is still restarting; your run was not started and nothing was charged.";
    default:
      return error.message;
  }
}

/** Why the last run was refused, beside the input that is still there. */
export function RefusalLine({ refusal }: { refusal: Refusal }) {
  const until = refusedUntil(refusal);
  const seconds = useCountdown(until);
  const over = until > 0 && seconds === 0;
  return (
    <p role="status" className="px-1 pb-2 text-13 text-bad-ink">
      {over ? <span className="text-soft">You can run again.</span> : sentence(refusal)}{" "}
      {seconds > 0 && (
        <span aria-hidden className="whitespace-nowrap">
          The next can start in <span className="figures">{formatCountdown(seconds)}</span>
        </span>
      )}
    </p>
  );
}
