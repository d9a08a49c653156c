"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useCredits } from "@/components/credits/credit-store";
import { CreditsSeen } from "@/components/credits/credits-seen";
import { arriving } from "@/components/ui/arriving";
import { useStable } from "@/components/ui/use-stable";
import { useCountdown } from "@/components/use-countdown";
import { type CreditSummary, formatCredits, TRIAL_CREDITS } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import { usePreparedAnswer } from "../_components/answer";
import { BudgetStepper } from "../_components/budget-stepper";
import { Composer } from "../_components/composer";
import { GoneNotice } from "../_components/gone-notice";
import { OutageNotice } from "../_components/outage-notice";
import { QuoteLine } from "../_components/quote-line";
import { RefusalLine } from "../_components/refusal-line";
import { refusedUntil, shownAbove } from "../_components/refused-until";
import { RunButton } from "../_components/run-button";
import { SessionsRail } from "../_components/sessions-rail";
import { useFollow } from "../_components/use-follow";
import { useRunKeys } from "../_components/use-run-keys";
import { useWindowHeight } from "../_components/use-window-height";
import { CompareBar } from "./compare-bar";
import { isStopping } from "./compared-turn";
import { canAdd, isRunnable, type Lane, lanePromptWords } from "./lane";
import { LaneEditor } from "./lane-editor";
import { LanePages } from "./lane-pages";
import { laneQuotes } from "./lane-quotes";
import { LaneThread } from "./lane-thread";
import { preparedPath } from "./prepared-path";
import { type CompareStart, useCompare } from "./use-compare";

const NotEnoughCredits = dynamic(() =>
  arriving(() => import("../_components/not-enough-credits")).then((module) => module.NotEnoughCredits),
);
const SessionsDrawer = dynamic(() =>
  arriving(() => import("../_components/sessions-drawer")).then((module) => module.SessionsDrawer),
);

type CompareProps = CompareStart & {
  credits: CreditSummary | null;
  /** Why the page is not what its address asked for. */
  problem: string | null;
};

function idleWords(lanes: readonly Lane[], signedIn: boolean, isInThread: boolean): string {
  if (!signedIn) return `sign in to run; ${TRIAL_CREDITS} credits to begin with`;
  const at = lanes.findIndex((lane) => !isRunnable(lane, isInThread));
  const unrunnable = lanes[at];
  if (unrunnable?.prompt.kind === "kept") return `choose the prompt of lane ${at + 1} again: only its thread keeps it`;
  if (unrunnable !== undefined) return `${lanePromptWords(unrunnable)} is shown to read, not run`;
  const least = lanes.reduce((sum, { model }) => sum + MODELS[model].minCredits, 0);
  return `from ${formatCredits(least)} for ${lanes.length === 2 ? "both" : `all ${lanes.length}`} lanes`;
}

/** The lanes of a comparison side by side, under one input. */
export function Compare({ credits: rendered, problem, ...start }: CompareProps) {
  const play = useCompare(start);
  const credits = useCredits(rendered);
  const { lanes, runs, running, quote, outage, gone, blind } = play;
  const { state, dispatch } = runs;
  const { turns } = state;
  const last = turns.at(-1);
  const isEmpty = turns.length === 0;
  const follow = useFollow(!isEmpty, running);
  const field = useRef<HTMLTextAreaElement>(null);
  const [drawer, setDrawer] = useState(false);
  /** The lane for which a prompt of one's own is written; null: a new one. */
  const [writing, setWriting] = useState<{ laneKey: string | null } | null>(null);
  usePreparedAnswer();
  useWindowHeight();

  const refusal = shownAbove(state.refusal, outage !== null, gone);
  const blocked = useCountdown(refusedUntil(state.refusal)) > 0 || outage !== null || gone || play.waitsFor !== null;
  const quotes = laneQuotes(quote);
  const run = () => {
    if (blocked) return;
    follow.toEnd();
    play.run();
  };
  const stop = () => last !== undefined && runs.stop(last);
  useRunKeys({ running, onRun: run, onStop: stop });
  const newThread = useStable(play.newThread);
  const toField = () => field.current?.focus();
  // What was deleted had the focus in its row.
  const deleteThread = useStable(() => {
    play.deleteThread();
    toField();
  });

  const hidden = blind && !isEmpty;
  const isAddable = canAdd(lanes) && play.isArranged && !hidden && !running;
  const idle = play.waitsFor ?? idleWords(lanes, start.signedIn, state.sessionId !== null);
  const nameOf = (lane: Lane, at: number) => (hidden ? `Answer ${at + 1}` : lanePromptWords(lane));
  const write = (laneKey: string | null) => {
    if (start.signedIn) setWriting({ laneKey });
    else play.signIn();
  };

  return (
    <div className="flex min-h-0 flex-1">
      {rendered !== null && <CreditsSeen summary={rendered} />}
      {start.signedIn && (
        <SessionsRail sessions={play.sessions} current={state.sessionId} onNew={newThread} onDelete={deleteThread} />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <CompareBar
          sessionId={state.sessionId}
          through={play.through}
          blind={blind}
          onBlind={play.setBlind}
          onAdd={isAddable ? { pick: play.pickAnother, choose: play.addLane } : null}
          onWrite={() => write(null)}
          onSessions={start.signedIn ? () => setDrawer(true) : null}
          prepared={() => preparedPath(lanes, play.input, blind)}
          leave={play.leave}
        />
        <LanePages
          box={follow.box}
          names={lanes.map(nameOf)}
          lanes={lanes.map(({ key }) => last?.lanes.find(({ laneKey }) => laneKey === key))}
        />
        <LaneThread
          play={play}
          follow={follow}
          credits={credits}
          quotes={quotes}
          problem={problem}
          canRun={!running && !blocked}
          onChoose={(suggestion) => {
            play.setInput(suggestion.input);
            toField();
          }}
          onWrite={write}
        />
        <Composer
          field={field}
          input={play.input}
          onInput={play.setInput}
          notices={
            <>
              {gone && (
                <GoneNotice
                  onNewThread={() => {
                    play.newThread();
                    toField();
                  }}
                />
              )}
              {outage !== null && <OutageNotice model={play.asked.model} {...outage} />}
              {refusal !== null && <RefusalLine refusal={refusal} />}
            </>
          }
          placeholder={isEmpty ? "One input to all lanes" : "Go on in all lanes"}
          budget={
            <BudgetStepper
              budget={play.budget}
              shown={quotes.length === 0 ? null : Math.max(...quotes)}
              least={Math.max(...lanes.map(({ model }) => MODELS[model].minCredits))}
              label="Budget of each lane"
              onChange={play.setBudget}
            />
          }
          quote={<QuoteLine quote={quote} credits={credits} idle={idle} />}
          button={
            <RunButton
              running={running}
              stopping={isStopping(last)}
              disabled={!play.canRun || blocked}
              onRun={run}
              onStop={stop}
            />
          }
        />
      </div>
      {drawer && (
        <SessionsDrawer
          sessions={play.sessions}
          current={state.sessionId}
          onNew={play.newThread}
          onDelete={play.deleteThread}
          onClose={() => setDrawer(false)}
        />
      )}
      {writing !== null && <LaneEditor play={play} laneKey={writing.laneKey} onClose={() => setWriting(null)} />}
      {state.refusal?.error.error === "insufficient_credits" && (
        <NotEnoughCredits
          refusal={state.refusal}
          credits={credits}
          model={play.asked.model}
          leastBudget={null}
          onBudget={play.setBudget}
          onModel={null}
          onClose={() => dispatch({ type: "refusal-settled" })}
        />
      )}
    </div>
  );
}
