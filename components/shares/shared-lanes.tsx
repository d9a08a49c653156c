import clsx from "clsx";
import { Check } from "lucide-react";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { SharedRun, SharedTurn } from "@/lib/sessions/shared-session";
import { answerIn } from "./answer-in";
import { MadeWith } from "./made-with";
import { SharedAnswer } from "./shared-answer";

const COLUMNS: Readonly<Record<number, string>> = { 2: "lg:grid-cols-2", 3: "lg:grid-cols-3", 4: "lg:grid-cols-4" };

type SharedLanesProps = {
  runs: readonly SharedRun[];
  plain: ReadonlySet<SharedRun>;
  /** What their author found best. */
  pick: ComparisonPick | null;
  /** The turn above, as in `SharedTurn`. */
  above?: SharedTurn | null | undefined;
};

/** Answers to one question side by side; on narrow screens one under the other. */
export function SharedLanes({ runs, plain, pick, above }: SharedLanesProps) {
  return (
    <div className={clsx("grid gap-x-8 gap-y-10", COLUMNS[runs.length] ?? "lg:grid-cols-4")}>
      {runs.map((run) => (
        <section key={run.lane} aria-label={`Answer ${run.lane + 1}`} className="min-w-0">
          <h3 className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 border-b pb-2 text-13 font-normal text-soft">
            <MadeWith run={run} />
            {run.lane === pick?.winner && (
              <span className="inline-flex items-center gap-1 text-ink">
                <Check aria-hidden className="size-3.5" />
                {pick.blind ? "Picked blind" : "Picked"}
              </span>
            )}
          </h3>
          <SharedAnswer run={run} below={3} isPlain={plain.has(run)} above={answerIn(above, run.lane)} />
        </section>
      ))}
    </div>
  );
}
