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

/** How a thread weighs on its next turn; null while it does not matter. */
export function contextOf(estimate: Estimate | null): Context | null {
  if (estimate === null) return null;
  const { history, contextTokens, contextLimit, omittedTurns: omitted, maxCredits, model } = estimate;
  const share = Math.min(1, contextTokens / Math.max(1, contextLimit));
  const without = budgetFor(contextTokens - history.tokens, MODELS[model]);
  const creditsWithout = history.turns > 0 && without < maxCredits ? without : null;
  const isWorthSaying = omitted > 0 || creditsWithout !== null || (history.turns > 0 && share > WORTH_SAYING);
  return isWorthSaying ? { share, turns: history.turns, tokens: history.tokens, omitted, creditsWithout } : null;
}
