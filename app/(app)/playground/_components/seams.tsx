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
