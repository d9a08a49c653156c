"use client";

import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { formatCountdown } from "@/components/format";
import { chargeWords, failureWords } from "@/components/runs/failure-words";
import { retrySeconds } from "@/components/runs/retry-seconds";
import { Button } from "@/components/ui/button";
import { useCountdown } from "@/components/use-countdown";
import type { ErrorBody } from "@/lib/errors";
import type { Turn } from "./turn";

type TurnFailureProps = {
  error: ErrorBody;
  turn: Pick<Turn, "model" | "failedAt" | "text">;
  /** Null while something else runs. */
  onRetry: (() => void) | null;
};

/** A run that failed: what happened, what it cost, what to do, and another try when its time has come. */
export function TurnFailure({ error, turn, onRetry }: TurnFailureProps) {
  const { what, next } = failureWords(error, turn.model);
  const [shownAt] = useState(() => Date.now());
  const seconds = useCountdown((turn.failedAt ?? shownAt) + retrySeconds(error) * 1_000);
  const final = error["retryable"] === false;
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-3 gap-y-3 rounded-panel bg-bad-wash px-4 py-3">
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-bad-ink" />
      <p className="min-w-56 flex-1 text-14">
        {what}{" "}
        <span className="text-soft">
          {[
            chargeWords(error, what),
            turn.text !== "" && error["unseen"] !== true && "The text above broke off and is not a whole answer.",
            next,
          ]
            .filter(Boolean)
            .join(" ")}
        </span>
      </p>
      {!final && (
        <Button
          className="min-w-24 max-sm:w-full"
          disabled={seconds > 0 || onRetry === null}
          onClick={onRetry ?? undefined}
        >
          {seconds > 0 ? (
            <>
              Retry in{" "}
              <span className="figures" suppressHydrationWarning>
                {formatCountdown(seconds)}
              </span>
            </>
          ) : (
            "Retry"
          )}
        </Button>
      )}
    </div>
  );
}
