"use client";

import { MadeWith } from "@/components/shares/made-with";
import type { SessionDetail } from "@/lib/sessions/session";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { Answer } from "./answer";
import { type ForkPrompt, firstRunWords } from "./fork-words";
import { Question } from "./question";

type ForkBeginningProps = {
  fork: NonNullable<SessionDetail["fork"]>;
  /** How the first run would be asked; null once there was one, or a package is chosen for it. */
  prompt: ForkPrompt | null;
};

function SharedTurnView({ turn, number }: { turn: SharedTurn; number: number }) {
  return (
    <article aria-label={`Shared turn ${number}`} className="pb-10">
      <h2 className="sr-only">Shared turn {number}</h2>
      <Question text={turn.userInput} />
      <div className="mt-6 grid grid-cols-[repeat(auto-fit,minmax(min(100%,20rem),1fr))] gap-8">
        {turn.runs.map((run) => (
          <div key={run.lane} className="min-w-0">
            <Answer text={run.response} live={false} broken={false} />
            <p className="mt-3 flex flex-wrap items-center gap-x-3 text-12 text-faint">
              <MadeWith run={run} target="_blank" />
            </p>
          </div>
        ))}
      </div>
    </article>
  );
}

/** What a fork began with, to be read and not changed, and the line from which on it is the reader's own. */
export function ForkBeginning({ fork, prompt }: ForkBeginningProps) {
  const words = firstRunWords(prompt);
  return (
    <div data-testid="fork">
      {fork.turns.map((turn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was shared never changes.
        <SharedTurnView key={at} turn={turn} number={at + 1} />
      ))}
      {fork.isTakenDown && (
        <p className="mb-6 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
          What this thread began with was taken down. It is not shown and not sent to the model any more.
        </p>
      )}
      <p className="mb-8 flex items-center gap-3 text-12 text-soft">
        <span aria-hidden className="h-px flex-1 bg-line" />
        From here on it is yours
        <span aria-hidden className="h-px flex-1 bg-line" />
      </p>
      {words !== null && <p className="mb-8 text-13 text-soft">{words}</p>}
    </div>
  );
}
