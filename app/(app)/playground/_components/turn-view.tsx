"use client";

import clsx from "clsx";
import { memo, useMemo } from "react";
import type { RunRequest } from "@/lib/runs/run-request";
import { Answer } from "./answer";
import { type Part, readablePart } from "./continuation";
import { ContinueOffer } from "./continue-offer";
import { EditQuestion } from "./edit-question";
import { Question } from "./question";
import { ContinuedSeam, OmittedSeam } from "./seams";
import { isRunning, type Turn } from "./turn";
import { TurnActions } from "./turn-actions";
import type { Editing, TurnActs } from "./turn-acts";
import { TurnFailure } from "./turn-failure";
import { TurnNote } from "./turn-note";
import { TurnProgress } from "./turn-progress";
import { TurnReceipt } from "./turn-receipt";

type TurnViewProps = Part & {
  turn: Turn;
  number: number;
  isLast: boolean;
  /** Not null while its input is being changed. */
  editing: Editing | null;
  /** May anything be run now? */
  canRun: boolean;
  /** What asking again can cost at most. */
  againCredits: number | null;
  /** The run that would go on from this turn; only of the newest, and only when its budget ended it. */
  continuation: RunRequest | null;
  acts: TurnActs;
};

/** One question, its answer as far as it is there, its receipt, and what can be done with it. */
export const TurnView = memo(function TurnView(props: TurnViewProps) {
  const { turn, number, prior, continued, isLast, editing, canRun, againCredits, continuation, acts } = props;
  const running = isRunning(turn);
  const stopReason = turn.receipt?.stopReason ?? null;
  const refused = stopReason === "refusal";
  const text = useMemo(() => readablePart(prior, turn.text), [prior, turn.text]);
  const answer = refused || turn.status === "failed" ? "" : `${prior ?? ""}${turn.text}`;
  return (
    <article
      tabIndex={-1}
      aria-label={`Turn ${number}`}
      className={clsx("group/turn outline-none", continued ? "pb-4" : "pb-10")}
    >
      <h2 className="sr-only">Turn {number}</h2>
      {turn.omittedTurns > 0 && prior === null && <OmittedSeam turns={turn.omittedTurns} />}
      {prior !== null ? (
        <ContinuedSeam turn={turn} />
      ) : editing !== null ? (
        <EditQuestion turn={turn} editing={editing} canRun={canRun} acts={acts} />
      ) : (
        <Question key={turn.key} text={turn.userInput} />
      )}
      <div className={prior === null ? "mt-6" : "mt-4"}>
        {turn.text !== "" && !refused && <Answer text={text} live={running} broken={turn.status === "failed"} />}
        <TurnNote stopReason={stopReason} />
        {running && <TurnProgress turn={turn} onReconnect={() => acts.reconnect(turn)} />}
        {turn.error !== null && (
          <TurnFailure error={turn.error} turn={turn} onRetry={canRun ? () => acts.retry(turn) : null} />
        )}
        {continuation !== null && <ContinueOffer body={continuation} onContinue={acts.goOn} />}
        {turn.receipt !== null && (
          <TurnReceipt key={turn.key} receipt={turn.receipt} fresh={turn.startedAt !== null} continued={continued} />
        )}
        {!running && (!continued || turn.versions.length > 1) && (
          <TurnActions
            turn={turn}
            answer={continued ? "" : answer}
            againCredits={againCredits}
            shown={isLast}
            canRun={canRun && editing === null}
            canEdit={prior === null}
            acts={acts}
          />
        )}
      </div>
    </article>
  );
});
