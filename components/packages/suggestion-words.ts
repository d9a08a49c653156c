import { INPUT_CATEGORIES, type InputCategory } from "@/lib/packages/suggested-input";

const CATEGORY_WORDS = {
  "quick-start": "Quick start",
  everyday: "Everyday",
  advanced: "Advanced",
  "edge-case": "Edge case",
} as const satisfies Record<InputCategory, string>;

/** A category in words; one that a manifest made up is shown as it is written there. */
export function categoryWords(category: string): string {
  const known = INPUT_CATEGORIES.find((name) => name === category);
  return known === undefined ? category : CATEGORY_WORDS[known];
}
