"use client";

import type { SuggestedInput } from "@/lib/packages/package";
import { SuggestedInputs } from "../_components/suggested-inputs";
import type { Lane } from "./lane";

const SHOWN = 6;

type CompareIntroProps = { lanes: readonly Lane[]; onChoose: (suggestion: SuggestedInput) => void };

/** A comparison in which nothing was asked yet: what it does, and what its packages' authors would ask. */
export function CompareIntro({ lanes, onChoose }: CompareIntroProps) {
  const items = lanes.flatMap(({ prompt }) => (prompt.kind === "package" ? prompt.item.suggestedInputs : []));
  const known = [...new Map(items.map((suggestion) => [suggestion.id, suggestion])).values()];
  return (
    <div className="max-w-column pb-8 text-14">
      <p className="text-20">Ask once, read the answers side by side.</p>
      <p className="mt-2 text-soft">
        Each lane is a run of its own: it costs what it uses, one that fails costs nothing, and the others go on.
      </p>
      <SuggestedInputs items={known.slice(0, SHOWN)} onChoose={onChoose} />
    </div>
  );
}
