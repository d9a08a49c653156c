"use client";

import { Button } from "@/components/ui/button";
import type { SharePreview } from "@/lib/sessions/share";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { previewByRun, type ShareTurn, withTurn } from "./share-turns";
import { TurnReview } from "./turn-review";

type TurnChoiceProps = {
  turn: ShareTurn;
  isIn: boolean;
  /** Null while it is not known yet. */
  shown: SharedTurn | null;
  onChange: (isIn: boolean) => void;
};

function TurnChoice({ turn, isIn, shown, onChange }: TurnChoiceProps) {
  return (
    <li className="border-t py-3 first:border-t-0">
      <label className="finger -mx-2 flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control px-2 text-13 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-focus">
        <input
          type="checkbox"
          checked={isIn}
          aria-label={`Show turn ${turn.number}`}
          onChange={(event) => onChange(event.target.checked)}
          className="size-3.5 accent-ink outline-none"
        />
        <span className="figures shrink-0 text-12">Turn {turn.number}</span>
        {!isIn && (
          <>
            <span className="shrink-0 rounded-mark border border-line px-1.5 py-px text-12 text-soft">left out</span>
            <span className="min-w-0 truncate text-faint">{turn.userInput}</span>
          </>
        )}
      </label>
      {isIn && (
        <div className="pt-1 pl-6">
          {shown === null ? (
            <p className="truncate border-line border-l-2 pl-3 text-13 text-faint">{turn.userInput}</p>
          ) : (
            <TurnReview turn={shown} below={4} />
          )}
        </div>
      )}
    </li>
  );
}

type TurnChoicesProps = {
  turns: readonly ShareTurn[];
  chosen: readonly string[];
  preview: SharePreview | null;
  onChange: (runIds: string[]) => void;
};

/** Every turn of the thread as it would be public, each with a tick to leave it out. */
export function TurnChoices({ turns, chosen, preview, onChange }: TurnChoicesProps) {
  const shown = preview === null ? null : previewByRun(preview);
  const isIn = ({ runIds }: ShareTurn) => runIds.some((id) => chosen.includes(id));
  const count = turns.filter(isIn).length;
  const all = turns.flatMap(({ runIds }) => runIds);
  return (
    <section aria-labelledby="share-turns" className="mt-6 border-t pt-4">
      <div className="flex min-h-8 items-center gap-3">
        <h3 id="share-turns" className="flex-1 text-14">
          What everyone with the link sees
        </h3>
        <span className="figures text-12 text-soft">
          {count} of {turns.length}
        </span>
        {count < turns.length ? (
          <Button look="quiet" size="small" onClick={() => onChange(all)}>
            All turns
          </Button>
        ) : (
          turns.length > 2 && (
            <Button look="quiet" size="small" onClick={() => onChange([...(turns.at(-1)?.runIds ?? [])])}>
              Only the last
            </Button>
          )
        )}
      </div>
      <ul>
        {turns.map((turn) => (
          <TurnChoice
            key={turn.runIds[0]}
            turn={turn}
            isIn={isIn(turn)}
            shown={shown?.get(turn.runIds[0] ?? "") ?? null}
            onChange={(wanted) => onChange(withTurn(chosen, turns, turn, wanted))}
          />
        ))}
      </ul>
    </section>
  );
}
