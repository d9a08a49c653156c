"use client";

import { memo } from "react";
import type { RunRequest } from "@/lib/runs/run-request";
import { Answer } from "./answer";
import { ContinueOffer } from "./continue-offer";
import { Question } from "./question";
import { isRunning, type Turn } from "./run-reducer";
import { TurnFailure } from "./turn-failure";
import { TurnNote } from "./turn-note";
import { TurnProgress } from "./turn-progress";
import { TurnReceipt } from "./turn-receipt";

type TurnViewProps = {
  turn: Turn;
  number: number;
  onRetry: (turn: Turn) => void;
  /** The run that would go on from this turn; only of the newest, and only when its budget ended it. */
  continuation: RunRequest | null;
  onContinue: (body: RunRequest) => void;
};

/** One question, its answer as far as it is there, and its receipt. */
export const TurnView = memo(function TurnView({ turn, number, onRetry, continuation, onContinue }: TurnViewProps) {
  const running = isRunning(turn);
  const stopReason = turn.receipt?.stopReason ?? null;
  const refused = stopReason === "refusal";
  return (
    <article aria-label={`Turn ${number}`} className="pb-10">
      <h2 className="sr-only">Turn {number}</h2>
      <Question text={turn.userInput} />
      <div className="mt-6">
        {turn.text !== "" && !refused && <Answer text={turn.text} live={running} broken={turn.status === "failed"} />}
        <TurnNote stopReason={stopReason} />
        {running && <TurnProgress turn={turn} />}
        {turn.error !== null && (
          <TurnFailure error={turn.error} hasText={turn.text !== ""} onRetry={() => onRetry(turn)} />
        )}
        {stopReason === "max_tokens" && <ContinueOffer body={continuation} onContinue={onContinue} />}
        {turn.receipt !== null && <TurnReceipt receipt={turn.receipt} fresh={turn.startedAt !== null} />}
      </div>
    </article>
  );
});
