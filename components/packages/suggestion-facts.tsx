import { MODELS } from "@/lib/models/models";
import type { SuggestedInput } from "@/lib/packages/package";
import { recommendedModelOf } from "@/lib/packages/suggested-input";
import { categoryWords } from "./suggestion-words";

/** By how many people it was used and liked; nothing before it was. */
function usedWords({ used, liked }: SuggestedInput): string[] {
  const counts = [
    ...(used > 0 ? [`used by ${used.toLocaleString("en")}`] : []),
    ...(liked > 0 ? [`liked by ${liked.toLocaleString("en")}`] : []),
  ];
  return counts.length === 0 ? [] : [counts.join(", ")];
}

/** What kind of try a suggested input is and which model it is best asked of, where its author says so, and who took it up. */
export function SuggestionFacts({ suggestion }: { suggestion: SuggestedInput }) {
  const model = recommendedModelOf(suggestion);
  const facts = [
    ...(suggestion.category === null ? [] : [categoryWords(suggestion.category)]),
    ...(model === null ? [] : [MODELS[model].label]),
    ...usedWords(suggestion),
  ];
  if (facts.length === 0) return null;
  return <span className="wrap-anywhere text-12 text-faint">{facts.join(" · ")}</span>;
}
