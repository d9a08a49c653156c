import { MODELS, type Model } from "@/lib/models/models";
import { MAX_CREDITS, tokenCeiling } from "@/lib/runs/quote";
import type { Estimate } from "@/lib/runs/run";

/** Below this share of what fits, and while it costs nothing, the length of a thread is nobody's business. */
const WORTH_SAYING = 0.1;
export type Context = {
  /** How full, 0 to 1. */
  share: number;
  turns: number;
  tokens: number;
  omitted: number;
  /** What the run would cost at most without the thread, where that is less; else null. */
  creditsWithout: number | null;
};

/** The smallest budget that leaves the usual answer room beside a prompt, by the token ceiling alone. */
function budgetFor(tokens: number, { minCredits, defaultRoom, tokensPerToken }: Model): number {
  let credits = minCredits;
  while (credits < MAX_CREDITS && tokenCeiling(credits) * tokensPerToken - tokens < defaultRoom) credits += 1;
  return credits;
}

/**
 * How a thread weighs on its next turn; null while it does not matter. A chosen `budget` is the reader's own doing:
 * then the thread matters to the price only when it raises the smallest budget that would do.
 */
export function contextOf(estimate: Estimate | null, budget: number | null): Context | null {
  if (estimate === null) return null;
  const { contextTokens, contextLimit, omittedTurns: omitted, model } = estimate;
  const { turns } = estimate.history;
  // The weight of the turns is a bound that is never low, the whole may be the provider's own count.
  const tokens = Math.min(estimate.history.tokens, contextTokens);
  const share = Math.min(1, contextTokens / Math.max(1, contextLimit));
  const credits = budget === null ? estimate.maxCredits : estimate.minCredits;
  const without = budgetFor(contextTokens - tokens, MODELS[model]);
  const creditsWithout = turns > 0 && without < credits ? without : null;
  const isWorthSaying = omitted > 0 || creditsWithout !== null || (turns > 0 && share > WORTH_SAYING);
  return isWorthSaying ? { share, turns, tokens, omitted, creditsWithout } : null;
}
