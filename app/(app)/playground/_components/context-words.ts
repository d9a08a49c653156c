import { MODELS } from "@/lib/models/models";
import type { Estimate } from "@/lib/runs/run";

/** Below this share of what fits, and while it costs nothing, the length of a thread is nobody's business. */
const WORTH_SAYING = 0.1;
/** From this share of the prompt on, it is the thread and not the input that makes a run cost more. */
const DRIVES_PRICE = 0.25;

export type Context = {
  /** How full, 0 to 1. */
  share: number;
  turns: number;
  tokens: number;
  /** Does the thread raise what a run costs at least? */
  drivesPrice: boolean;
  omitted: number;
};

/** How a thread weighs on its next turn; null while it does not matter. */
export function contextOf(estimate: Estimate | null): Context | null {
  if (estimate === null) return null;
  const { history, contextTokens, contextLimit, omittedTurns: omitted, minCredits, model } = estimate;
  const share = Math.min(1, contextTokens / Math.max(1, contextLimit));
  const drivesPrice = minCredits > MODELS[model].minCredits && history.tokens >= contextTokens * DRIVES_PRICE;
  const matters = omitted > 0 || (history.turns > 0 && (share > WORTH_SAYING || drivesPrice));
  return matters ? { share, turns: history.turns, tokens: history.tokens, drivesPrice, omitted } : null;
}
