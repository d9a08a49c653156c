import clsx from "clsx";
import { Button } from "@/components/ui/button";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { ForkForm } from "./fork-form";
import { tryWords } from "./turn-offers";

type SharedActionsProps = { token: string; turns: readonly SharedTurn[]; isWide: boolean };

/** What a reader can do with it, always in reach: beside the text where there is room, else at the foot of the window. */
export function SharedActions({ token, turns, isWide }: SharedActionsProps) {
  const [first] = turns;
  const words = first === undefined ? null : tryWords(first);
  return (
    <aside
      aria-label="Go on from here"
      className={clsx(
        "fixed inset-x-0 bottom-0 z-10 flex items-center gap-2 border-t bg-paper px-4 py-2 sm:px-6",
        !isWide &&
          "lg:static lg:sticky lg:top-6 lg:flex-col lg:items-stretch lg:self-start lg:border-0 lg:bg-transparent lg:p-0",
        isWide && "lg:justify-center",
      )}
    >
      {words !== null && (
        <Button asChild look="primary" className="max-lg:flex-1">
          <a href={`/playground?shared=${token}&turn=0`}>{words}</a>
        </Button>
      )}
      <ForkForm token={token} className={clsx("flex", !isWide && "lg:flex-col")} />
      <Button asChild>
        <a href={`#again-${turns.length}`}>
          <span>
            Run again<span className="max-sm:sr-only"> today</span>
          </span>
        </a>
      </Button>
    </aside>
  );
}
