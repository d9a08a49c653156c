"use client";

import { SuggestionFacts } from "@/components/packages/suggestion-facts";
import type { SuggestedInput } from "@/lib/packages/package";

type SuggestedInputsProps = { items: readonly SuggestedInput[]; onChoose: (suggestion: SuggestedInput) => void };

/** What others would ask: choosing one writes it into the composer, where it can be changed. */
export function SuggestedInputs({ items, onChoose }: SuggestedInputsProps) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="suggested" className="mt-8">
      <h2 id="suggested" className="mb-1 text-12 text-faint">
        Suggested inputs
      </h2>
      <ul className="border-t">
        {items.map((suggestion) => (
          <li key={suggestion.id} className="border-b">
            <button
              type="button"
              onClick={() => onChoose(suggestion)}
              className="-mx-2 block w-[calc(100%+1rem)] rounded-control px-2 py-2.5 text-left hover:bg-sunken"
            >
              <span className="flex flex-wrap items-baseline gap-x-3">
                <span className="wrap-anywhere min-w-0 text-14">{suggestion.title}</span>
                <SuggestionFacts suggestion={suggestion} />
              </span>
              <span className="line-clamp-1 text-13 text-faint">{suggestion.input}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
