"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { CONTINUE_INPUT } from "./continuation";
import { changesBetween } from "./maker";
import type { Turn } from "./turn";
import { turnInView } from "./turn-place";

/** How many buttons a key moves the focus by. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}

/** What the turn changed against the one before, as far as a line has room. */
function changed(before: Turn | undefined, turn: Turn): string {
  return before === undefined
    ? ""
    : changesBetween(before, turn)
        .map(({ to }) => to)
        .join(", ");
}

type OutlineListProps = { turns: readonly Turn[]; onChoose: (turn: Turn) => void };

/** Number and first words of each turn; the arrow keys go through them, from the one that is being read. */
export function OutlineList({ turns, onChoose }: OutlineListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [current] = useState(() => Math.max(1, turnInView()));

  useEffect(() => {
    const read = list.current?.querySelector<HTMLElement>("[aria-current]");
    read?.focus();
    // The panel has its place a moment after it is there.
    requestAnimationFrame(() => read?.scrollIntoView({ block: "center" }));
  }, []);

  return (
    <ol ref={list} onKeyDown={moveFocus} className="p-1.5">
      {turns.map((turn, at) => {
        const change = changed(turns[at - 1], turn);
        return (
          <li key={turn.key}>
            <button
              type="button"
              aria-current={at + 1 === current ? "true" : undefined}
              onClick={() => onChoose(turn)}
              className="finger flex min-h-8 w-full items-center gap-3 rounded-control px-2 py-1 text-left text-13 text-soft hover:bg-sunken hover:text-ink aria-[current]:text-ink"
            >
              <span className="figures w-7 shrink-0 text-right text-12 text-faint">{at + 1}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {turn.userInput === CONTINUE_INPUT ? "continued" : turn.userInput.slice(0, 120)}
                </span>
                {change !== "" && <span className="block truncate text-12 text-faint">from here {change}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
