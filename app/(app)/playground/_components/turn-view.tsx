"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { memo, useMemo } from "react";
import { arriving } from "@/components/ui/arriving";
import { usePrepared } from "@/components/ui/use-prepared";
import type { RunRequest } from "@/lib/runs/run-request";
import { Answer } from "./answer";
import { type Part, readablePart } from "./continuation";
import { ContinueOffer } from "./continue-offer";
import { FarTurn } from "./far-turn";
import { loadFeedback } from "./late-feedback";
import { changesBetween } from "./maker";
import { MakerLine } from "./maker-line";
import { ContinuedSeam, MakerSeam } from "./seams";
import { isRunning, type Turn } from "./turn";
import { loadVersions, TurnActions } from "./turn-actions";
import type { Editing, TurnActs } from "./turn-acts";
import { TurnHead } from "./turn-head";
import { TurnNote } from "./turn-note";
import { turnPlace } from "./turn-place";
import { TurnProgress } from "./turn-progress";
import { TurnReceipt } from "./turn-receipt";
import { useNear, type WatchNear } from "./use-near";

const loadFailure = () => import("./turn-failure");
const TurnFailure = dynamic(() => arriving(loadFailure).then((module) => module.TurnFailure), { loading: () => null });
const loadOmitted = () => import("./omitted-seam");
const OmittedSeam = dynamic(() => arriving(loadOmitted).then((module) => module.OmittedSeam), { loading: () => null });
const loadEdit = () => import("./edit-question");
const EditQuestion = dynamic(() => arriving(loadEdit).then((module) => module.EditQuestion), { loading: () => null });

/** Fetches, once the page is alive, what a turn may come to need: also where it is the network that fails. */
export function usePreparedTurns(): void {
  usePrepared(loadFailure);
  usePrepared(loadOmitted);
  usePrepared(loadVersions);
  usePrepared(loadFeedback);
  usePrepared(loadEdit);
}

type TurnViewProps = Part & {
  turn: Turn;
  number: number;
  /** The turn above it; null above the first. */
  before: Turn | null;
  /** The whole answer above this one. */
  previous: string | null;
  isLast: boolean;
  sessionId: string | null;
  /** Is only its question shown? */
  folded: boolean;
  /** Not null while its input is being changed. */
  editing: Editing | null;
  /** May anything be run now? */
  canRun: boolean;
  /** What asking again can cost at most. */
  againCredits: number | null;
  /** The run that would go on from this turn; only of the newest, and only when its budget ended it. */
  continuation: RunRequest | null;
  acts: TurnActs;
  watch: WatchNear;
  /** Is it among the turns that are in sight when the page opens? */
  atEnd: boolean;
};

/** A turn of the thread. Far from what is read it is its bare words; near, or with the focus in it, it is all there. */
export const TurnView = memo(function TurnView(props: TurnViewProps) {
  const { turn, number, prior, editing } = props;
  const { place, near, come } = useNear(props.watch, props.atEnd);
  const folded = props.folded && editing === null && !isRunning(turn);
  // All parts of a collapsed answer are behind its one question.
  if (folded && prior !== null) return null;
  return (
    <article
      ref={place}
      id={turnPlace(turn)}
      tabIndex={-1}
      onFocus={come}
      aria-label={`Turn ${number}`}
      className={clsx(
        "group/turn -scroll-mt-0.5 -mx-4 px-4 pt-3 outline-none",
        folded ? "pb-0" : props.continued ? "pb-1" : "pb-7",
        props.before === null && "-mt-3",
        !props.isLast && "drawn-in-view",
      )}
    >
      <h2 className="sr-only">Turn {number}</h2>
      {near || folded || editing !== null || isRunning(turn) ? (
        <NearTurn {...props} folded={folded} />
      ) : (
        <FarTurn question={prior === null ? turn.userInput : ""} answer={isRefused(turn) ? "" : turn.text} />
      )}
    </article>
  );
});

function isRefused({ receipt }: Turn): boolean {
  return receipt?.stopReason === "refusal";
}

/** One question, its answer as far as it is there, its receipt, and what can be done with it. */
function NearTurn(props: TurnViewProps) {
  const { turn, number, before, prior, sessionId, folded, editing, canRun, acts } = props;
  const changes = before === null ? [] : changesBetween(before, turn);
  return (
    <>
      {changes.length > 0 && <MakerSeam changes={changes} />}
      {turn.omittedTurns > 0 && prior === null && !folded && <OmittedSeam turns={turn.omittedTurns} />}
      {(before === null || changes.length > 0) && <MakerLine maker={turn} />}
      {prior !== null ? (
        <ContinuedSeam turn={turn} />
      ) : editing !== null ? (
        <EditQuestion turn={turn} editing={editing} canRun={canRun} acts={acts} />
      ) : (
        <TurnHead turn={turn} number={number} sessionId={sessionId} folded={folded} acts={acts} />
      )}
      {!folded && <TurnBody {...props} />}
    </>
  );
}

/** Everything of a turn below its question. */
function TurnBody({ turn, prior, previous, continued, isLast, editing, canRun, ...rest }: TurnViewProps) {
  const { againCredits, continuation, acts } = rest;
  const running = isRunning(turn);
  const stopReason = turn.receipt?.stopReason ?? null;
  const refused = isRefused(turn);
  const text = useMemo(() => readablePart(prior, turn.text), [prior, turn.text]);
  const answer = refused || turn.status === "failed" ? "" : `${prior ?? ""}${turn.text}`;
  return (
    <div className={prior === null ? "mt-6" : "mt-4"}>
      {turn.text !== "" && !refused && <Answer text={text} live={running} broken={turn.status === "failed"} />}
      <TurnNote stopReason={stopReason} />
      {running && <TurnProgress turn={turn} onReconnect={() => acts.reconnect(turn)} />}
      {turn.error !== null && (
        <TurnFailure error={turn.error} turn={turn} onRetry={canRun ? () => acts.retry(turn) : null} />
      )}
      {continuation !== null && <ContinueOffer body={continuation} onContinue={acts.goOn} />}
      {turn.receipt !== null && (
        <TurnReceipt
          key={turn.key}
          receipt={turn.receipt}
          prompt={turn.prompt}
          fresh={turn.startedAt !== null}
          continued={continued}
        />
      )}
      {!running && (!continued || turn.versions.length > 1) && (
        <TurnActions
          turn={turn}
          answer={continued ? "" : answer}
          previous={previous}
          againCredits={againCredits}
          shown={isLast}
          canRun={canRun && editing === null}
          canEdit={prior === null}
          acts={acts}
        />
      )}
    </div>
  );
}
