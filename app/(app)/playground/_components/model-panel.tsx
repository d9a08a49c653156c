"use client";

import type { RefObject } from "react";
import { Choice } from "@/components/ui/choice";
import { FloatingPanel } from "@/components/ui/floating-panel";
import { formatCredits } from "@/lib/credits/credits";
import { EFFORTS, type Effort, MODEL_NAMES, MODELS, type ModelName } from "@/lib/models/models";

type ModelPanelProps = {
  model: ModelName;
  effort: Effort | null;
  onModel: (model: ModelName) => void;
  /** Null where it can't be chosen. */
  onEffort: ((effort: Effort | null) => void) | null;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The provider's list price, dollars a million tokens (nano-dollars a token, over a thousand). */
function listPrice(name: ModelName): string {
  const price = MODELS[name].prices.at(-1);
  return price === undefined ? "" : `$${price.input / 1_000} in, $${price.output / 1_000} out a million tokens`;
}

type EffortChoicesProps = { effort: Effort | null; onEffort: (effort: Effort | null) => void };

function EffortChoices({ effort, onEffort }: EffortChoicesProps) {
  return (
    <fieldset className="mt-1.5 border-t pt-1.5">
      <legend className="sr-only">Effort</legend>
      <p aria-hidden className="px-2 pt-1 pb-1 text-12 text-faint">
        Effort: how much it may think before it writes
      </p>
      <Choice
        name="effort"
        value="auto"
        current={effort ?? "auto"}
        onChoose={() => onEffort(null)}
        hint="by the budget"
      >
        Automatic
      </Choice>
      {EFFORTS.map((level) => (
        <Choice key={level} name="effort" value={level} current={effort ?? "auto"} onChoose={() => onEffort(level)}>
          {level.charAt(0).toUpperCase() + level.slice(1)}
        </Choice>
      ))}
    </fieldset>
  );
}

/** The models with their prices, and how hard the chosen one is asked to work. */
export function ModelPanel({ model, effort, onModel, onEffort, ...panel }: ModelPanelProps) {
  return (
    <FloatingPanel {...panel} label="Model" className="w-80 p-1.5">
      <fieldset>
        <legend className="px-2 pt-1 pb-1 text-12 text-faint">Model</legend>
        {MODEL_NAMES.map((name) => (
          <div key={name} title={listPrice(name)}>
            <Choice
              name="model"
              value={name}
              current={model}
              onChoose={onModel}
              hint={`from ${formatCredits(MODELS[name].minCredits)}`}
            >
              {MODELS[name].label}
              <span className="block text-12 text-faint">{MODELS[name].hint}</span>
            </Choice>
          </div>
        ))}
      </fieldset>
      {onEffort !== null && <EffortChoices effort={effort} onEffort={onEffort} />}
    </FloatingPanel>
  );
}
