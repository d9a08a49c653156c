"use client";

import { Check } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import { makerWords } from "../_components/maker";
import { type ComparedTurn, isAnswered } from "./compared-turn";

/** A blind pick stands: the names are known after it. */
const isFinal = (pick: ComparisonPick | null) => pick?.blind === true;

function blindWords({ lanes, pick }: ComparedTurn): string {
  const winner = pick?.winner == null ? undefined : lanes[pick.winner];
  if (winner === undefined) return "You called it a tie without seeing what made them.";
  return `You picked ${makerWords(winner)} without seeing what made it.`;
}

type PickBarProps = {
  turn: ComparedTurn;
  /** The turn's lanes in the order on screen, as places in the turn. */
  order: readonly number[];
  hidden: boolean;
  onPick: (winner: number | null) => void;
};

/** Asks which answer is the better one. With names hidden the answer shows them, and stands. */
export function PickBar({ turn, order, hidden, onPick }: PickBarProps) {
  const { pick, lanes } = turn;
  if (isFinal(pick)) return <p className="py-1 text-13 text-soft">{blindWords(turn)}</p>;
  const isPicked = (winner: number | null) => pick !== null && pick.winner === winner;
  const choice = (winner: number | null, label: string) => (
    <Button
      key={label}
      size="small"
      look={hidden ? "outline" : "quiet"}
      aria-pressed={isPicked(winner)}
      onClick={() => onPick(winner)}
      className="aria-pressed:bg-pressed aria-pressed:text-ink"
    >
      {isPicked(winner) && <Check size={13} aria-hidden />}
      {label}
    </Button>
  );
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Which answer is better?</legend>
      <span aria-hidden className="mr-1.5 text-13 text-soft">
        {hidden ? "Which is better? Then you see what made them." : "Which is better?"}
      </span>
      {order.map(
        (lane, at) => lanes[lane] !== undefined && isAnswered(lanes[lane]) && choice(lane, `Answer ${at + 1}`),
      )}
      {choice(null, "Tie")}
    </fieldset>
  );
}
