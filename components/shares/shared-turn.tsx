import type { ReactNode } from "react";
import type { SharedRun, SharedTurn as Turn } from "@/lib/sessions/shared-session";
import { answerIn } from "./answer-in";
import { MadeWith } from "./made-with";
import { SharedAnswer } from "./shared-answer";
import { SharedLanes } from "./shared-lanes";
import { SharedQuestion } from "./shared-question";

type SharedTurnProps = {
  turn: Turn;
  number: number;
  /** Was it asked with something else than the turn before? The first one's words stand under the title. */
  saysWithWhat: boolean;
  /** Answers that are shown as they are written. */
  plain: ReadonlySet<SharedRun>;
  /** The turn above, or null above the first, where the files of answers are offered; without it they are not. */
  above?: Turn | null;
  children?: ReactNode;
};

/** A question with its answer, or the answers of a comparison; `children` is what can be done with it. */
export function SharedTurn({ turn, number, saysWithWhat, plain, above, children }: SharedTurnProps) {
  const [run] = turn.runs;
  return (
    <section id={`turn-${number}`} aria-labelledby={`turn-${number}-title`} className="scroll-mt-6 pb-12">
      {turn.leftOut > 0 && (
        <p className="mb-6 flex items-center gap-3 text-12 text-faint before:h-px before:flex-1 before:bg-rule after:h-px after:flex-1 after:bg-rule">
          {turn.leftOut === 1 ? "1 turn was left out here" : `${turn.leftOut} turns were left out here`}
        </p>
      )}
      <h2 id={`turn-${number}-title`} className="sr-only">
        Turn {number}
      </h2>
      <SharedQuestion text={turn.userInput} />
      {run !== undefined && turn.runs.length === 1 && saysWithWhat && (
        <p className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-soft">
          <MadeWith run={run} />
        </p>
      )}
      <div className="mt-6">
        {run !== undefined && turn.runs.length === 1 ? (
          <SharedAnswer run={run} below={2} isPlain={plain.has(run)} above={answerIn(above, run.lane)} />
        ) : (
          <SharedLanes runs={turn.runs} plain={plain} pick={turn.pick ?? null} above={above} />
        )}
      </div>
      {children}
    </section>
  );
}
