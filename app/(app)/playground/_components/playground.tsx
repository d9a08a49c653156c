"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { PastDueNotice } from "@/components/billing/past-due-notice";
import { useCredits } from "@/components/credits/credit-store";
import { CreditsSeen } from "@/components/credits/credits-seen";
import { ShareButton } from "@/components/shares/share-button";
import { arriving } from "@/components/ui/arriving";
import { useStable } from "@/components/ui/use-stable";
import { useCountdown } from "@/components/use-countdown";
import type { CreditSummary } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import { usePreparedAnswer } from "./answer";
import { BudgetStepper } from "./budget-stepper";
import { CompareButton } from "./compare-button";
import { Composer } from "./composer";
import { firstKey } from "./continuation";
import { EmptyThread } from "./empty-thread";
import type { Starter } from "./first-visit";
import { idleWords } from "./idle-words";
import { LateNotices } from "./late-notices";
import { ModelButton } from "./model-button";
import { OutlineButton } from "./outline-button";
import { PackageBar } from "./package-bar";
import { PromptEditorHost } from "./prompt-editor-host";
import { QuoteLine } from "./quote-line";
import { refusedUntil, shownAbove } from "./refused-until";
import { RunButton } from "./run-button";
import { SessionsRail } from "./sessions-rail";
import { Thread } from "./thread";
import { ThreadStay } from "./thread-stay";
import { lastAnswered, type Turn } from "./turn";
import { showTurn, turnPlace } from "./turn-place";
import { Turns } from "./turns";
import { useAskedTurn } from "./use-asked-turn";
import { knownOf } from "./use-estimate";
import { useFolding } from "./use-folding";
import { useFollow } from "./use-follow";
import { type PlaygroundStart, usePlayground } from "./use-playground";
import { usePromptEditor } from "./use-prompt-editor";
import { useRunKeys } from "./use-run-keys";
import { useWindowHeight } from "./use-window-height";

const ForkBeginning = dynamic(() => arriving(() => import("./fork-beginning")).then((module) => module.ForkBeginning));
const NotEnoughCredits = dynamic(() =>
  arriving(() => import("./not-enough-credits")).then((module) => module.NotEnoughCredits),
);
const LeftNotice = dynamic(() => arriving(() => import("./left-notice")).then((module) => module.LeftNotice), {
  loading: () => null,
});
const SessionsDrawer = dynamic(() =>
  arriving(() => import("./sessions-drawer")).then((module) => module.SessionsDrawer),
);

type PlaygroundProps = PlaygroundStart & {
  credits: CreditSummary | null;
  /** The last payment for PRPM+ failed. */
  isPastDue: boolean;
  starters: readonly Starter[];
  /** The draft that the address asked for and that is to be written first; `new`: one to begin. */
  write: string | null;
  /** Why the page is not what its address asked for. */
  problem: string | null;
};

type Shown = Pick<ReturnType<typeof usePlayground>, "runs" | "fork">;

/** Is there anything in the thread to read? */
function isBegun({ runs, fork }: Shown): boolean {
  return runs.state.turns.length > 0 || fork !== null;
}

/** Does the next run follow anything? */
function hasHistory({ runs, fork }: Shown): boolean {
  return runs.state.turns.some(({ status }) => status === "ended") || (fork?.turns.length ?? 0) > 0;
}

/** The playground: package bar, thread, composer. Everything on it follows from one state. */
export function Playground({ credits: rendered, isPastDue, starters, write, problem, ...start }: PlaygroundProps) {
  const play = usePlayground(start);
  const credits = useCredits(rendered);
  const follow = useFollow(isBegun(play), play.running);
  const field = useRef<HTMLTextAreaElement>(null);
  const [drawer, setDrawer] = useState(false);
  const editor = usePromptEditor(write, field);
  const folding = useFolding(play.runs.state.turns);
  useAskedTurn(follow.hold);
  usePreparedAnswer();
  useWindowHeight();

  const { setup, quote, running, runs, outage, gone, fork } = play;
  const { state, dispatch } = runs;
  const last = state.turns.at(-1);
  const isEmpty = !isBegun(play);
  const shared = { sessionId: state.sessionId, through: lastAnswered(state.turns) };
  const refusal = shownAbove(state.refusal, outage !== null, gone);
  const blocked = useCountdown(refusedUntil(state.refusal)) > 0 || outage !== null || gone || play.waitsFor !== null;
  const known = knownOf(quote);

  const run = () => {
    if (blocked) return;
    follow.toEnd();
    play.run();
  };
  const idle = play.waitsFor ?? idleWords(setup, state.turns, start.signedIn);
  const newThread = useStable(play.newThread);
  useRunKeys({ running, onRun: run, onStop: () => void runs.stop() });
  const goOnAnew = () => {
    play.newThread();
    field.current?.focus();
  };
  /** What is pressed goes away with what it does; the keyboard goes where the next run is written. */
  const toField = (act: () => void) => {
    act();
    field.current?.focus();
  };
  const showOne = (turn: Turn) => {
    follow.hold();
    flushSync(() => folding.fold([firstKey(state.turns, turn)], false));
    showTurn(turnPlace(turn));
  };
  const deleteThread = useStable(() => toField(play.deleteThread));

  return (
    <div className="flex min-h-0 flex-1">
      {rendered !== null && <CreditsSeen summary={rendered} />}
      {start.signedIn && (
        <SessionsRail sessions={play.sessions} current={state.sessionId} onNew={newThread} onDelete={deleteThread} />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <PackageBar
          item={setup.item}
          own={setup.own}
          onWrite={editor.write}
          onEdit={editor.edit}
          files={setup.files}
          onFiles={play.setFiles}
          onPick={play.pick}
          onSessions={start.signedIn ? () => setDrawer(true) : null}
        >
          <OutlineButton turns={state.turns} onShow={showOne} onFoldAll={folding.foldAll} />
          <CompareButton setup={setup} input={play.input} turns={state.turns} />
          <ShareButton {...shared} place="bar" />
          <ModelButton model={setup.model} effort={setup.effort} onModel={play.setModel} onEffort={play.setEffort} />
        </PackageBar>
        <Thread follow={follow} announcement={state.announcement}>
          {problem !== null && <p className="mb-6 rounded-panel bg-notice px-3 py-2 text-13 text-soft">{problem}</p>}
          {isPastDue && <PastDueNotice className="mb-6" />}
          <LeftNotice
            left={state.left}
            model={setup.model}
            seam={play.leftSeam}
            onBack={play.goBack}
            onGoOn={() => toField(play.goOnThere)}
          />
          {fork !== null && <ForkBeginning fork={fork} prompt={play.forkPrompt} />}
          <Turns
            play={play}
            credits={credits}
            follow={follow}
            folding={folding}
            canRun={!running && !blocked && start.signedIn}
          />
          <ShareButton {...shared} place="foot" />
          <ThreadStay credits={credits} sessions={play.sessions} current={state.sessionId} running={running} />
          {isEmpty && (
            <EmptyThread
              item={setup.item}
              own={setup.own}
              onWrite={editor.write}
              starters={starters}
              onStart={play.startWith}
              onChoose={(suggestion) => toField(() => play.choose(suggestion))}
            />
          )}
        </Thread>
        <Composer
          field={field}
          input={play.input}
          onInput={play.setInput}
          notices={
            <LateNotices
              play={play}
              refusal={refusal}
              hasThread={hasHistory(play)}
              toField={toField}
              onNewThread={goOnAnew}
            />
          }
          placeholder={isEmpty ? "Your input" : "Go on in this thread"}
          budget={
            <BudgetStepper
              budget={setup.budget}
              shown={known?.maxCredits ?? null}
              least={known?.minCredits ?? MODELS[setup.model].minCredits}
              onChange={play.setBudget}
            />
          }
          quote={<QuoteLine quote={quote} credits={credits} idle={idle} />}
          button={
            <RunButton
              running={running}
              stopping={last?.stopping ?? false}
              disabled={!play.canRun || blocked}
              onRun={run}
              onStop={() => void runs.stop()}
            />
          }
        />
      </div>
      <PromptEditorHost editor={editor} onChoose={play.chooseOwn} />
      {drawer && (
        <SessionsDrawer
          sessions={play.sessions}
          current={state.sessionId}
          onNew={play.newThread}
          onDelete={play.deleteThread}
          onClose={() => setDrawer(false)}
        />
      )}
      {state.refusal?.error.error === "insufficient_credits" && (
        <NotEnoughCredits
          refusal={state.refusal}
          credits={credits}
          model={setup.model}
          leastBudget={known?.minCredits ?? null}
          onBudget={play.setBudget}
          onModel={play.setModel}
          onClose={() => dispatch({ type: "refusal-settled" })}
        />
      )}
    </div>
  );
}
