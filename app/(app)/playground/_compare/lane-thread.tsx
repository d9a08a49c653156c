"use client";

import dynamic from "next/dynamic";
import { type CSSProperties, useState } from "react";
import { ShareButton } from "@/components/shares/share-button";
import { arriving } from "@/components/ui/arriving";
import { useStable } from "@/components/ui/use-stable";
import type { CreditSummary } from "@/lib/credits/credits";
import type { SuggestedInput } from "@/lib/packages/package";
import { NewTextBelow } from "../_components/new-text-below";
import { ThreadStay } from "../_components/thread-stay";
import type { useFollow } from "../_components/use-follow";
import { useKeptFocus } from "../_components/use-kept-focus";
import { CompareIntro } from "./compare-intro";
import { ComparedTurnView, type TurnActs } from "./compared-turn-view";
import { canRemove } from "./lane";
import { LaneHead } from "./lane-head";
import { WHOLE_WIDTH } from "./lane-width";
import type { useCompare } from "./use-compare";
import { useKeptHead } from "./use-kept-head";

type LaneThreadProps = {
  play: ReturnType<typeof useCompare>;
  follow: ReturnType<typeof useFollow>;
  credits: CreditSummary | null;
  /** What each lane can cost at most; empty while that is not known. */
  quotes: readonly number[];
  problem: string | null;
  canRun: boolean;
  onChoose: (suggestion: SuggestedInput) => void;
  /** Opens the editor of one's own prompts; for a new lane where none is named. */
  onWrite: (laneKey: string | null) => void;
};

const ForkBeginning = dynamic(() =>
  arriving(() => import("../_components/fork-beginning")).then((module) => module.ForkBeginning),
);

/** The same functions for the whole life of the page, so that turns that did not change are not drawn again. */
function useTurnActs({ runs, pick }: Pick<ReturnType<typeof useCompare>, "runs" | "pick">, hold: () => void): TurnActs {
  const acts: TurnActs = {
    stop: useStable(runs.stop),
    retry: useStable(runs.retry),
    reconnect: useStable(runs.reconnect),
    pick: useStable((turn, winner) => void pick(turn, winner)),
    hold,
  };
  const [stable] = useState(acts);
  return stable;
}

function LaneHeads({ play, quotes, onWrite }: Pick<LaneThreadProps, "play" | "quotes" | "onWrite">) {
  const { lanes, blind, runs } = play;
  const { heads, note } = useKeptHead();
  return (
    <div ref={heads} className="sticky top-0 z-10 flex w-fit min-w-full border-b bg-paper">
      {lanes.map((lane, at) => (
        <LaneHead
          key={lane.key}
          lane={lane}
          number={at + 1}
          kept={{ onFocus: (event) => note(at, event) }}
          left={play.isArranged ? at : 0}
          right={play.isArranged ? lanes.length - at - 1 : 0}
          hidden={blind && runs.state.turns.length > 0}
          quoted={quotes[at] ?? null}
          onPick={(item) => play.pickPackage(lane.key, item)}
          onPrompt={(prompt) => play.setPrompt(lane.key, prompt)}
          onWrite={() => onWrite(lane.key)}
          onModel={(model) => play.setModel(lane.key, model)}
          onVersion={(version) => play.setVersion(lane, version)}
          onMove={(by) => play.moveLane(lane.key, by)}
          onRemove={canRemove(lanes) && play.isArranged ? () => play.removeLane(lane.key) : null}
        />
      ))}
    </div>
  );
}

/** The columns under their heads, scrolled both ways as one. */
export function LaneThread({ play, follow, credits, quotes, problem, canRun, onChoose, onWrite }: LaneThreadProps) {
  const { lanes, runs, running, blind } = play;
  const { turns, sessionId, announcement } = runs.state;
  const kept = useKeptFocus(follow.content);
  const acts = useTurnActs(play, follow.hold);
  const columns = lanes.map(({ key }) => key).join(" ");
  return (
    <div className="relative min-h-0 flex-1" style={{ "--lanes": lanes.length } as CSSProperties}>
      <div
        ref={follow.box}
        className="quiet-scroll @container relative h-full snap-x overflow-auto overscroll-contain max-sm:snap-mandatory"
      >
        <LaneHeads play={play} quotes={quotes} onWrite={onWrite} />
        <div ref={follow.content} {...kept} className="w-fit min-w-full">
          {(problem !== null || turns.length === 0 || play.fork !== null) && (
            <div className={`${WHOLE_WIDTH} pt-8`}>
              {problem !== null && (
                <p className="mb-6 max-w-column rounded-panel bg-notice px-3 py-2 text-13 text-soft">{problem}</p>
              )}
              {play.fork !== null && <ForkBeginning fork={play.fork} prompt={null} />}
              {turns.length === 0 && play.fork === null && <CompareIntro lanes={lanes} onChoose={onChoose} />}
            </div>
          )}
          {turns.map((turn, at) => (
            <ComparedTurnView
              key={turn.key}
              turn={turn}
              before={turns[at - 1] ?? null}
              number={at + 1}
              columns={columns}
              blind={blind}
              sessionId={sessionId}
              canRun={canRun}
              acts={acts}
            />
          ))}
          <div className={WHOLE_WIDTH}>
            <ShareButton sessionId={sessionId} through={play.through} place="foot" />
            <ThreadStay credits={credits} sessions={play.sessions} current={sessionId} running={running} />
          </div>
        </div>
      </div>
      <NewTextBelow follow={follow} />
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
