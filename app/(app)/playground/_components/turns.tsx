"use client";

import { useMemo } from "react";
import type { CreditSummary } from "@/lib/credits/credits";
import { answerAbove, firstPart, isCutByBudget, partOf } from "./continuation";
import { isRunning } from "./turn";
import type { RunActs, TurnActs } from "./turn-acts";
import { TurnView, usePreparedTurns } from "./turn-view";
import type { useFolding } from "./use-folding";
import type { useFollow } from "./use-follow";
import { useNearWatch } from "./use-near";
import type { usePlayground } from "./use-playground";

/** So many turns at the thread's end are drawn with the page; they fill a window. */
const DRAWN_AT_ONCE = 3;

type TurnsProps = {
  play: ReturnType<typeof usePlayground>;
  credits: CreditSummary | null;
  follow: Pick<ReturnType<typeof useFollow>, "box" | "hold" | "toEnd">;
  folding: ReturnType<typeof useFolding>;
  canRun: boolean;
};

/** A new run is read from its beginning; another version of a turn is looked at where the turn stands. */
function useScrolling(
  acts: RunActs,
  { hold, toEnd }: Pick<TurnsProps["follow"], "hold" | "toEnd">,
  fold: (keys: readonly string[], folded: boolean) => void,
  foldAll: (folded: boolean) => void,
): TurnActs {
  return useMemo(() => {
    const after =
      <Values extends unknown[]>(scroll: () => void, act: (...values: Values) => void) =>
      (...values: Values) => {
        scroll();
        act(...values);
      };
    return {
      ...acts,
      showVersion: after(hold, acts.showVersion),
      edit: after(hold, acts.edit),
      endEdit: after(hold, acts.endEdit),
      runAgain: after(toEnd, acts.runAgain),
      runEdited: after(toEnd, acts.runEdited),
      goOn: after(toEnd, acts.goOn),
      fold: after(hold, (key: string, folded: boolean) => fold([key], folded)),
      foldAll: after(hold, foldAll),
    };
  }, [acts, hold, toEnd, fold, foldAll]);
}

/** The turns of the thread. They are known by their place: another version of one is drawn where the first was. */
export function Turns({ play, credits, follow, folding, canRun }: TurnsProps) {
  usePreparedTurns();
  const { turns, sessionId } = play.runs.state;
  const { edited, bodyFor, againCredits } = play.thread;
  const { folded, fold, foldAll } = folding;
  const watch = useNearWatch(follow.box);
  const acts = useScrolling(play.thread.acts, follow, fold, foldAll);
  const isFolded = (at: number) => folded.has(turns[firstPart(turns, at)]?.key ?? "");
  return turns.map((turn, at) => {
    const isLast = at === turns.length - 1;
    return (
      <TurnView
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the thread is what stays when its version changes.
        key={at}
        turn={turn}
        number={at + 1}
        isLast={isLast}
        sessionId={sessionId}
        before={turns[at - 1] ?? null}
        previous={answerAbove(turns, at)}
        folded={isFolded(at)}
        {...partOf(turns, at)}
        editing={
          turn.key === edited?.key && !isRunning(turn)
            ? { input: edited.input, credits, bodyFor: (input) => bodyFor(turn, input) }
            : null
        }
        canRun={canRun}
        againCredits={againCredits(turn)}
        continuation={isLast && isCutByBudget(turn) ? play.continuation : null}
        acts={acts}
        watch={watch}
        atEnd={at >= turns.length - DRAWN_AT_ONCE}
      />
    );
  });
}
