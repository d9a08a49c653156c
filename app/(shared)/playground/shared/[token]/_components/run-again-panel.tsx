"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { StreamedMarkdown } from "@/components/markdown/streamed-markdown";
import { Button } from "@/components/ui/button";
import { formatCredits } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import { AgainAnswers } from "./again-answers";
import { AgainProblem } from "./again-problem";
import type { AgainState } from "./again-state";
import { useRunAgain } from "./use-run-again";

const WAITING = {
  reconnecting: "The connection was lost; it is being made again.",
  restarting: "The server restarts; the run begins when it is back.",
} as const;

function spoken(state: AgainState): string {
  if (state.step === "running") return state.text === "" ? "The model is reading." : "Answer started.";
  return state.step === "done" ? `Answer finished, ${formatCredits(state.receipt.creditsSpent)}.` : "";
}

type PanelProps = { token: string; index: number; onClose: () => void };

/** Runs a shared turn again: its price first, then the answer as it comes, then both answers side by side. */
export function RunAgainPanel({ token, index, onClose }: PanelProps) {
  const { state, run, stop, again } = useRunAgain(token, index);
  const shared = "turn" in state ? state.turn.runs[0] : undefined;
  const panel = useRef<HTMLDivElement>(null);

  // A step takes away the button that led to it, and with it the place of the keyboard.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the step that moves it
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [state.step]);

  return (
    <div ref={panel} tabIndex={-1} className="outline-none">
      <p role="status" className="sr-only">
        {spoken(state)}
      </p>
      {state.step === "preparing" && <p className="text-13 text-soft">Asking what it costs…</p>}
      {state.step === "unprepared" && (
        <>
          <AgainProblem error={state.error} model={null} />
          <Buttons onClose={onClose}>
            <Button onClick={again}>Try again</Button>
          </Buttons>
        </>
      )}
      {state.step === "offered" && (
        <>
          {state.error !== null && <AgainProblem error={state.error} model={state.estimate.model} />}
          {state.error === null && !state.estimate.canAfford && (
            <AgainProblem
              model={null}
              error={{
                ...{ error: "insufficient_credits", message: "" },
                ...{ required: state.estimate.maxCredits, available: state.estimate.available },
              }}
            />
          )}
          <p className="mb-3 text-13 text-soft">
            The same question, with the same prompt, on {MODELS[state.estimate.model].label}, today: at most{" "}
            {formatCredits(state.estimate.maxCredits)}, you have {formatCredits(state.estimate.available)}.
          </p>
          <Buttons onClose={onClose}>
            <Button look="primary" onClick={() => run(state)}>
              Run
            </Button>
          </Buttons>
        </>
      )}
      {state.step === "running" && (
        <>
          <div aria-busy className="arriving">
            <StreamedMarkdown text={state.text} live below={2} />
          </div>
          <div className="mt-4 flex items-center gap-4 text-13 text-soft">
            <Button
              busy={state.runId === null || state.stopping}
              onClick={() => state.runId !== null && stop(state.runId)}
            >
              {state.stopping ? "Stopping" : "Stop"}
            </Button>
            <span>{state.waiting === null ? "" : WAITING[state.waiting]}</span>
            <span className="ml-auto">at most {formatCredits(state.estimate.maxCredits)}</span>
          </div>
        </>
      )}
      {state.step === "done" && shared !== undefined && (
        <>
          <AgainAnswers shared={shared} today={state.receipt} />
          <div className="mt-6 flex flex-wrap gap-2">
            <Button asChild look="primary">
              <a href={`/playground?session=${state.sessionId}`}>Go on from here</a>
            </Button>
            <Button look="quiet" onClick={onClose}>
              Close
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Buttons({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-2">
      {children}
      <Button look="quiet" onClick={onClose}>
        Not now
      </Button>
    </div>
  );
}
