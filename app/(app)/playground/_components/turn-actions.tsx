"use client";

import clsx from "clsx";
import { PencilLine, RotateCw } from "lucide-react";
import dynamic from "next/dynamic";
import { LateFilesOffer } from "@/components/code/late-files-offer";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCredits } from "@/lib/credits/credits";
import { LateFeedback } from "./late-feedback";
import { isRunning, type Turn } from "./turn";
import type { TurnActs } from "./turn-acts";

export const loadVersions = () => import("./version-switch");
const VersionSwitch = dynamic(() => arriving(loadVersions).then((module) => module.VersionSwitch), {
  loading: () => null,
});

type TurnActionsProps = {
  turn: Turn;
  /** The whole answer, with the parts before this one; "" when there is nothing to copy. */
  answer: string;
  previous: string | null;
  /** What asking again can cost at most; null when it is not known. */
  againCredits: number | null;
  /** Are they shown without a pointer over them? */
  shown: boolean;
  /** Not while something runs, and not where the question was not the reader's own. */
  canRun: boolean;
  canEdit: boolean;
  acts: TurnActs;
};

/** What can be done with a finished turn. A new run stands beside the old one, and the switch goes between them. */
export function TurnActions({ turn, answer, previous, againCredits, shown, canRun, canEdit, acts }: TurnActionsProps) {
  const most = againCredits === null ? "" : `, at most ${formatCredits(againCredits)}`;
  return (
    <div className="-mx-2 mt-1.5 flex min-h-7 flex-wrap items-center">
      {answer !== "" && <CopyButton text={answer} label="Copy answer" />}
      {answer !== "" && <LateFilesOffer answer={answer} previous={previous} />}
      <span
        className={clsx(
          "flex flex-wrap items-center transition-opacity",
          !shown &&
            "opacity-0 focus-within:opacity-100 group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 touch:opacity-100",
        )}
      >
        {canRun && turn.status === "ended" && (
          <Button
            look="quiet"
            size="small"
            aria-label={`Again${most}`}
            title={`Another answer to the same input${most}. This one stays.`}
            onClick={() => acts.runAgain(turn)}
          >
            <RotateCw size={13} aria-hidden />
            Again
            {againCredits !== null && <span className="figures font-normal text-faint">at most {againCredits}</span>}
          </Button>
        )}
        {canRun && canEdit && (
          <Button
            look="quiet"
            size="small"
            title="Change the input and run it beside this one"
            onClick={() => acts.edit(turn)}
          >
            <PencilLine size={13} aria-hidden />
            Edit
          </Button>
        )}
      </span>
      {!isRunning(turn) && turn.versions.length > 1 && (
        <VersionSwitch versions={turn.versions} current={turn.runId} onShow={acts.showVersion} />
      )}
      <LateFeedback key={turn.runId} turn={turn} shown={shown} />
    </div>
  );
}
