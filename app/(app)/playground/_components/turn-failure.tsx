"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ErrorBody } from "@/lib/errors";

type TurnFailureProps = { error: ErrorBody; hasText: boolean; onRetry: () => void };

function charged(error: ErrorBody): string | null {
  if (error["connectionLost"] === true) return "The run may have gone on without this page.";
  return /not charged/i.test(error.message) ? null : "You were not charged.";
}

/** A run that failed: what happened, what it cost, and another try. */
export function TurnFailure({ error, hasText, onRetry }: TurnFailureProps) {
  const lost = error["connectionLost"] === true;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-panel bg-bad-wash px-4 py-3">
      <CircleAlert size={16} aria-hidden className="shrink-0 text-bad-ink" />
      <p className="min-w-60 flex-1 text-14">
        {error.message} <span className="text-soft">{charged(error)}</span>
        {hasText && <span className="text-soft"> The text above broke off and is not a whole answer.</span>}
      </p>
      <Button onClick={onRetry}>{lost ? "Reconnect" : "Retry"}</Button>
    </div>
  );
}
