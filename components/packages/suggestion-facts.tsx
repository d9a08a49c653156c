import { MODELS } from "@/lib/models/models";
import type { SuggestedInput } from "@/lib/packages/package";
import { recommendedModelOf } from "@/lib/packages/suggested-input";
import { categoryWords } from "./suggestion-words";

/** What kind of try a suggested input is and which model it is best asked of, where its author says so. */
export function SuggestionFacts({ suggestion }: { suggestion: SuggestedInput }) {
  const model = recommendedModelOf(suggestion);
  const facts = [
    ...(suggestion.category === null ? [] : [categoryWords(suggestion.category)]),
    ...(model === null ? [] : [MODELS[model].label]),
  ];
  if (facts.length === 0) return null;
  return <span className="wrap-anywhere text-12 text-faint">{facts.join(" · ")}</span>;
}
