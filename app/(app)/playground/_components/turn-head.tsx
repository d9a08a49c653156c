"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { Question } from "./question";
import { isRunning, type Turn } from "./turn";
import type { TurnActs } from "./turn-acts";
import { TurnMenu } from "./turn-menu";
import { turnPath } from "./turn-place";

type TurnHeadProps = {
  turn: Turn;
  number: number;
  sessionId: string | null;
  folded: boolean;
  acts: TurnActs;
};

/** The question of a turn with the turn's own menu; collapsed it is all that is shown of it. */
export const TurnHead = memo(function TurnHead({ turn, number, sessionId, folded, acts }: TurnHeadProps) {
  const fold = () => acts.fold(turn.key, !folded);
  return (
    <div className={clsx("flex gap-2", folded ? "items-center" : "items-start")}>
      {folded ? (
        <button
          type="button"
          aria-expanded={false}
          onClick={fold}
          className="finger -ml-1.5 flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-control px-1.5 text-left text-13 text-soft transition-colors hover:bg-sunken hover:text-ink"
        >
          <ChevronRight size={14} aria-hidden className="shrink-0 text-faint" />
          <span className="sr-only">Expand: </span>
          <span className="truncate">{turn.userInput.slice(0, 200)}</span>
        </button>
      ) : (
        <div className="min-w-0 flex-1">
          <Question key={turn.key} text={turn.userInput} />
        </div>
      )}
      <TurnMenu
        number={number}
        turn={turn}
        sessionId={sessionId}
        path={sessionId === null || turn.runId === null ? null : turnPath(sessionId, turn.runId)}
        folded={folded}
        onFold={isRunning(turn) ? null : fold}
        onFoldAll={acts.foldAll}
        className={folded ? "" : "-mt-1 touch:-mt-3"}
      />
    </div>
  );
});
