"use client";

import { ContextLine } from "./context-line";
import { GoneNotice } from "./gone-notice";
import { NextSeam } from "./next-seam";
import { OutageNotice } from "./outage-notice";
import { RefusalLine } from "./refusal-line";
import type { Refusal } from "./run-reducer";
import type { usePlayground } from "./use-playground";

export type ComposerNoticesProps = {
  play: ReturnType<typeof usePlayground>;
  /** Why the last run was refused, where that is said here. */
  refusal: Refusal | null;
  /** Does the next run follow anything? */
  hasThread: boolean;
  /** Does something that goes away with what it does, and gives the keyboard to the input. */
  toField: (act: () => void) => void;
  onNewThread: () => void;
};

/** What is to be known before the next run: why there can be none, and what makes it another or a dearer one. */
export function ComposerNotices({ play, refusal, hasThread, toField, onNewThread }: ComposerNoticesProps) {
  const { setup, quote, outage, gone, seam } = play;
  return (
    <>
      {gone && <GoneNotice onNewThread={onNewThread} />}
      {outage !== null && <OutageNotice model={setup.model} {...outage} />}
      {refusal !== null && <RefusalLine refusal={refusal} />}
      <NextSeam seam={seam} onKeep={() => toField(play.keepMaker)} />
      <ContextLine
        quote={quote}
        hasThread={hasThread}
        setup={setup}
        onFit={(fit) => toField(() => play.setFit(fit))}
        onBudget={(credits) => toField(() => play.setBudget(credits))}
      />
    </>
  );
}
