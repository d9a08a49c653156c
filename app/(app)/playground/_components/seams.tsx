import { ChevronDown } from "lucide-react";
import { formatCredits } from "@/lib/credits/credits";
import { ChangeWords } from "./change-words";
import type { Change } from "./maker";
import type { Turn } from "./turn";

/** Between two parts of one answer, in place of a question that nobody wrote. */
export function ContinuedSeam({ turn }: { turn: Turn }) {
  const cost =
    turn.receipt !== null
      ? `, ${formatCredits(turn.receipt.creditsSpent)}`
      : turn.creditsQuoted !== null && turn.error === null
        ? `, at most ${formatCredits(turn.creditsQuoted)}`
        : "";
  return (
    <p className="flex items-center gap-3 text-12 text-faint">
      <span aria-hidden className="h-px flex-1 bg-rule" />
      continued{cost}
      <span aria-hidden className="h-px flex-1 bg-rule" />
    </p>
  );
}

/** Above a turn whose prompt could not hold the whole thread: how much of it the model did not read, and why. */
export function OmittedSeam({ turns }: { turns: number }) {
  return (
    <details className="group/seam mb-6 text-12 text-faint">
      <summary className="finger flex min-h-7 items-center gap-3 rounded-control">
        <span aria-hidden className="h-px flex-1 bg-line" />
        <span className="flex items-center gap-1.5 text-soft">
          {turns === 1 ? "1 older turn was" : `${turns} older turns were`} not sent with this one
          <ChevronDown size={13} aria-hidden className="transition-transform group-open/seam:rotate-180" />
        </span>
        <span aria-hidden className="h-px flex-1 bg-line" />
      </summary>
      <p className="mx-auto mt-2 max-w-measure text-13 text-soft">
        Each run sends the thread again, and what is sent is paid for. Here the oldest turns were left out, so that the
        rest fits the budget; the model answered without having read them. They are still in this thread.
      </p>
    </details>
  );
}

/** Above a turn that was made with something else than the one before it. */
export function MakerSeam({ changes }: { changes: readonly Change[] }) {
  return (
    <p className="mb-6 flex items-center gap-3 text-12 text-soft" data-testid="seam">
      <span aria-hidden className="h-px min-w-4 flex-1 bg-line" />
      <span className="wrap-anywhere min-w-0 text-center">
        from here: <ChangeWords changes={changes} />
      </span>
      <span aria-hidden className="h-px min-w-4 flex-1 bg-line" />
    </p>
  );
}
