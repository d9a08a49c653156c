"use client";

import { formatCountdown } from "@/components/format";
import { refusalWords } from "@/components/runs/refusal-words";
import { useCountdown } from "@/components/use-countdown";
import { refusedUntil } from "./refused-until";
import type { Refusal } from "./run-reducer";

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
