import { MODEL_NAMES, type ModelName } from "@/lib/models/models";
import type { SuggestedInput } from "@/lib/packages/package";

/** What kind of try an input is. A manifest may use words of its own; what is written here is one of these. */
export const INPUT_CATEGORIES = ["quick-start", "everyday", "advanced", "edge-case"] as const;
export type InputCategory = (typeof INPUT_CATEGORIES)[number];

/** Every answer that shows a package carries all of its inputs. */
export const SUGGESTED_INPUTS = { count: 20, together: 200_000, title: 120, input: 10_000 } as const;

/** A suggested input with its place among the package's, from 0. */
export type PlacedInput = SuggestedInput & { position: number };

/** The model that an input is best asked of; null where none is named that is on offer. */
export function recommendedModelOf({ recommendedModel }: SuggestedInput): ModelName | null {
  return MODEL_NAMES.find((name) => name === recommendedModel) ?? null;
}

/** What `inputs` are when one of them is put at a place; beyond the last one is the last place. */
export function placeInput(
  inputs: readonly SuggestedInput[],
  placed: SuggestedInput,
  position: number,
): SuggestedInput[] {
  return inputs.filter(({ id }) => id !== placed.id).toSpliced(position, 0, placed);
}
