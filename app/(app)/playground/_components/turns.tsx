"use client";

import { useMemo } from "react";
import type { CreditSummary } from "@/lib/credits/credits";
import { isCutByBudget, partOf } from "./continuation";
import { isRunning } from "./turn";
import type { TurnActs } from "./turn-acts";
import { TurnView } from "./turn-view";
import type { useFollow } from "./use-follow";
import type { usePlayground } from "./use-playground";

type TurnsProps = {
  play: ReturnType<typeof usePlayground>;
  credits: CreditSummary | null;
  follow: Pick<ReturnType<typeof useFollow>, "hold" | "toEnd">;
  canRun: boolean;
};

/** A new run is read from its beginning; another version of a turn is looked at where the turn stands. */
function useScrolling(acts: TurnActs, { hold, toEnd }: TurnsProps["follow"]): TurnActs {
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
    };
  }, [acts, hold, toEnd]);
}

/** The turns of the thread. They are known by their place: another version of one is drawn where the first was. */
export function Turns({ play, credits, follow, canRun }: TurnsProps) {
  const { turns } = play.runs.state;
  const { edited, bodyFor, againCredits } = play.thread;
  const acts = useScrolling(play.thread.acts, follow);
  return turns.map((turn, at) => {
    const isLast = at === turns.length - 1;
    return (
      <TurnView
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the thread is what stays when its version changes.
        key={at}
        turn={turn}
        number={at + 1}
        isLast={isLast}
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
      />
    );
  });
}
