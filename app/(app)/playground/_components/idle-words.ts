import { formatCredits, TRIAL_CREDITS } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import { nextTurnWords } from "./next-turn";
import type { Setup } from "./setup";
import type { Turn } from "./turn";

/** The same while the thread as it is now is on its way. */
export const OPENING = "opening the thread";

/** What stands in the quote's place while there is nothing to quote. */
export function idleWords(setup: Setup, turns: readonly Turn[], signedIn: boolean): string {
  const { item, model } = setup;
  if (item?.runnable === false) return "shown to read, not run";
  if (!signedIn) return `sign in to run; ${TRIAL_CREDITS} credits to begin with`;
  return nextTurnWords(setup, turns) ?? `from ${formatCredits(MODELS[model].minCredits)} on ${MODELS[model].label}`;
}
