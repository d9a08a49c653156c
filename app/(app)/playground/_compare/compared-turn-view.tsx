"use client";

import { GitCompare } from "lucide-react";
import dynamic from "next/dynamic";
import { memo, useMemo, useState } from "react";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { Question } from "../_components/question";
import { turnPath } from "../_components/turn-place";
import { type ComparedTurn, isAnswered, isComparing, type LaneTurn } from "./compared-turn";
import { type LaneActs, LaneAnswer } from "./lane-answer";
import { laneFigures } from "./lane-figures";
import { WHOLE_WIDTH } from "./lane-width";
import { PickBar } from "./pick-bar";

const LaneDiff = dynamic(() => arriving(() => import("./lane-diff")).then((module) => module.LaneDiff));

export type TurnActs = {
  stop: (turn: ComparedTurn, lane: number | null) => void;
  retry: (turn: ComparedTurn, lane: number) => void;
  reconnect: (turn: ComparedTurn) => void;
  pick: (turn: ComparedTurn, winner: number | null) => void;
  /** Leaves what is read in its place while more comes below it. */
  hold: () => void;
};

type ComparedTurnViewProps = {
  turn: ComparedTurn;
  /** The turn above it; null above the first. */
  before: ComparedTurn | null;
  number: number;
  /** The keys of the columns as they stand now, joined by spaces. */
  columns: string;
  blind: boolean;
  sessionId: string | null;
  canRun: boolean;
  acts: TurnActs;
};

/** The turn's lanes as they stand on screen: under their columns, and those that have none at the end. */
function orderOf(lanes: readonly LaneTurn[], columns: readonly string[]): number[] {
  const placeOf = (at: number) => {
    const place = columns.indexOf(lanes[at]?.laneKey ?? "");
    return place < 0 ? columns.length + at : place;
  };
  return [...lanes.keys()].sort((a, b) => placeOf(a) - placeOf(b));
}

/** One question, what each lane answered to it, and what stands between the answers. */
export const ComparedTurnView = memo(function ComparedTurnView(props: ComparedTurnViewProps) {
  const { turn, before, number, blind, sessionId, canRun, acts } = props;
  const [differs, setDiffers] = useState(false);
  const columns = useMemo(() => props.columns.split(" "), [props.columns]);
  const order = useMemo(() => orderOf(turn.lanes, columns), [turn.lanes, columns]);
  const figures = useMemo(() => laneFigures(turn.lanes), [turn.lanes]);
  const hidden = blind && turn.pick === null;
  const answered = order.filter((at) => turn.lanes[at] !== undefined && isAnswered(turn.lanes[at]));
  const ended = !isComparing(turn) && answered.length > 1;
  const laneActs: LaneActs = useMemo(
    () => ({
      stop: (lane) => acts.stop(turn, lane),
      retry: (lane) => acts.retry(turn, lane),
      reconnect: () => acts.reconnect(turn),
    }),
    [acts, turn],
  );
  return (
    <article
      aria-label={`Turn ${number}`}
      tabIndex={-1}
      className="min-w-fit pt-5 pb-6 outline-none not-first:border-t"
    >
      <div className={WHOLE_WIDTH}>
        <h2 className="sr-only">Turn {number}</h2>
        <div className="max-w-column">
          <Question text={turn.userInput} />
        </div>
      </div>
      <div className="mt-5 flex">
        {order.map((at, place) => {
          const lane = turn.lanes[at];
          return lane === undefined ? null : (
            <LaneAnswer
              key={lane.laneKey}
              lane={lane}
              index={at}
              number={place + 1}
              figures={ended ? (figures[at] ?? null) : null}
              hidden={hidden}
              previous={before?.lanes.find(({ laneKey }) => laneKey === lane.laneKey)?.text ?? null}
              judged={turn.pick !== null}
              picked={turn.pick !== null && turn.pick.winner === at}
              named={!columns.includes(lane.laneKey)}
              canRun={canRun}
              alone={
                lane.status === "ended" && sessionId !== null && lane.runId !== null
                  ? turnPath(sessionId, lane.runId)
                  : null
              }
              acts={laneActs}
            />
          );
        })}
      </div>
      {ended && (
        <div className={WHOLE_WIDTH}>
          <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-dashed pt-3">
            <PickBar turn={turn} order={order} hidden={hidden} onPick={(winner) => acts.pick(turn, winner)} />
            <Button
              look="quiet"
              size="small"
              aria-expanded={differs}
              className="max-sm:-ml-2 sm:ml-auto"
              onClick={() => {
                acts.hold();
                setDiffers(!differs);
              }}
            >
              <GitCompare size={13} aria-hidden />
              Differences
            </Button>
          </div>
          {differs && (
            <LaneDiff
              sides={answered.map((at) => ({
                name: `Answer ${order.indexOf(at) + 1}`,
                text: turn.lanes[at]?.text ?? "",
              }))}
            />
          )}
        </div>
      )}
    </article>
  );
});
