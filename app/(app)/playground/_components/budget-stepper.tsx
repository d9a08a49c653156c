"use client";

import { Minus, Plus } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { formatCredits } from "@/lib/credits/credits";
import { MAX_CREDITS } from "@/lib/runs/quote";

type BudgetStepperProps = {
  /** Null while the price rule chooses. */
  budget: number | null;
  /** What the rule chose, or the chosen budget; null while nothing is known. */
  shown: number | null;
  least: number;
  /** Whose budget it is. */
  label?: string;
  onChange: (budget: number | null) => void;
};

/** The most that a run may cost. It follows the input by itself until someone sets it. */
export function BudgetStepper({ budget, shown, least, label = "Budget", onChange }: BudgetStepperProps) {
  const value = budget ?? shown ?? least;
  return (
    <fieldset className="flex shrink-0 items-center rounded-control border">
      <legend className="sr-only">{label}</legend>
      <IconButton
        label="Smaller budget"
        className="size-7"
        disabled={value <= least}
        onClick={() => onChange(Math.max(least, value - 1))}
      >
        <Minus size={13} aria-hidden />
      </IconButton>
      <button
        type="button"
        className="figures h-7 min-w-6 text-center text-13"
        disabled={budget === null}
        onClick={() => onChange(null)}
        title={budget === null ? "Chosen by the length of the prompt" : "Back to automatic"}
        aria-label={`${label} ${formatCredits(value)}, ${budget === null ? "automatic" : "set by you; back to automatic"}`}
      >
        {value}
      </button>
      <IconButton
        label="Larger budget"
        className="size-7"
        disabled={value >= MAX_CREDITS}
        onClick={() => onChange(value + 1)}
      >
        <Plus size={13} aria-hidden />
      </IconButton>
    </fieldset>
  );
}
