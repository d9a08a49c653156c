"use client";

import clsx from "clsx";
import { CircleAlert, CornerDownRight, RotateCw, Square } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { LateFilesOffer } from "@/components/code/late-files-offer";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCredits } from "@/lib/credits/credits";
import { Answer } from "../_components/answer";
import { LateFeedback } from "../_components/late-feedback";
import { makerWords } from "../_components/maker";
import { isRunning } from "../_components/turn";
import { TurnFailure } from "../_components/turn-failure";
import { TurnNote } from "../_components/turn-note";
import { TurnProgress } from "../_components/turn-progress";
import { TurnReceipt } from "../_components/turn-receipt";
import type { LaneTurn } from "./compared-turn";
import { LaneBars } from "./lane-bars";
import type { LaneFigure } from "./lane-figures";
import { LANE_WIDTH } from "./lane-width";

export type LaneActs = {
  stop: (lane: number) => void;
  retry: (lane: number) => void;
  reconnect: () => void;
};

type LaneAnswerProps = {
  lane: LaneTurn;
  /** Its place in the turn as the server has it, from 0. */
  index: number;
  /** What it is called on screen, from 1. */
  number: number;
  figures: readonly LaneFigure[] | null;
  /** What it was made with is not to be seen yet. */
  hidden: boolean;
  /** The lane's answer above this one, whose files its own are compared with. */
  previous: string | null;
  /** It was picked as the better one. */
  picked: boolean;
  /** A winner was picked among the turn's answers. */
  judged: boolean;
  /** It no longer stands under a column of its own and says what it was made with. */
  named: boolean;
  canRun: boolean;
  /** The playground with this lane alone, to go on in; null where nothing was answered. */
  alone: string | null;
  acts: LaneActs;
};

/** A lane that can be tried again for what it was quoted: the model declined, or it was stopped and not judged so. */
function isUnfinished({ receipt }: LaneTurn, judged: boolean): boolean {
  return (receipt?.stopReason === "stopped" && !judged) || receipt?.stopReason === "refusal";
}

/** A failure that doesn't tell which model it was. */
function HiddenFailure({ onRetry }: { onRetry: (() => void) | null }) {
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 rounded-panel bg-bad-wash px-4 py-3 text-14">
      <CircleAlert size={16} aria-hidden className="shrink-0 text-bad-ink" />
      <p className="min-w-40 flex-1">This answer failed; nothing was charged for it.</p>
      <Button disabled={onRetry === null} onClick={onRetry ?? undefined}>
        Retry
      </Button>
    </div>
  );
}

/** What one lane answered, how it stands, and what can be done with it alone. */
export const LaneAnswer = memo(function LaneAnswer(props: LaneAnswerProps) {
  const { lane, index, number, figures, hidden, previous, picked, judged, named, canRun, alone, acts } = props;
  const running = isRunning(lane);
  const stopReason = lane.receipt?.stopReason ?? null;
  const refused = stopReason === "refusal";
  const retry = canRun ? () => acts.retry(index) : null;
  const label = hidden ? `Answer ${number}` : `Answer ${number}: ${makerWords(lane)}`;
  return (
    <section aria-label={label} className={clsx(LANE_WIDTH, "flex flex-col pb-2")}>
      <div className={clsx("flex-1", picked && "-ml-4 border-accent border-l-2 pl-[calc(1rem-2px)]")}>
        {named && !hidden && <p className="wrap-anywhere mb-3 text-12 text-faint">{makerWords(lane)}</p>}
        {lane.text !== "" && !refused && <Answer text={lane.text} live={running} broken={lane.status === "failed"} />}
        <TurnNote stopReason={stopReason} />
        {lane.error !== null &&
          (hidden ? <HiddenFailure onRetry={retry} /> : <TurnFailure error={lane.error} turn={lane} onRetry={retry} />)}
      </div>
      {running && (
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <TurnProgress turn={hidden ? { ...lane, creditsQuoted: null } : lane} onReconnect={acts.reconnect} />
          </div>
          <Button
            size="small"
            look="quiet"
            className="mt-9"
            aria-label={`Stop answer ${number}`}
            aria-disabled={lane.stopping}
            onClick={() => !lane.stopping && acts.stop(index)}
          >
            <Square size={10} fill="currentColor" aria-hidden />
            Stop
          </Button>
        </div>
      )}
      {lane.receipt !== null && !hidden && (
        <>
          <TurnReceipt receipt={lane.receipt} prompt={lane.prompt} fresh={false} continued={false} />
          {figures !== null && <LaneBars figures={figures} />}
        </>
      )}
      {!running && (
        <div className="-mx-2 mt-1.5 flex min-h-7 flex-wrap items-center">
          {lane.text !== "" && <CopyButton text={lane.text} label={`Copy answer ${number}`} />}
          {lane.status === "ended" && lane.text !== "" && <LateFilesOffer answer={lane.text} previous={previous} />}
          {isUnfinished(lane, judged) && retry !== null && (
            <Button look="quiet" size="small" aria-label={`Try answer ${number} again`} onClick={retry}>
              <RotateCw size={13} aria-hidden />
              Try again
              {lane.creditsQuoted !== null && !hidden && (
                <span className="figures font-normal text-faint">at most {formatCredits(lane.creditsQuoted)}</span>
              )}
            </Button>
          )}
          {alone !== null && !hidden && (
            <Button asChild look="quiet" size="small">
              <Link href={alone} prefetch={false} aria-label={`Go on with answer ${number} alone`}>
                <CornerDownRight size={13} aria-hidden />
                Go on alone
              </Link>
            </Button>
          )}
          <LateFeedback key={lane.runId} turn={lane} shown />
        </div>
      )}
    </section>
  );
});
