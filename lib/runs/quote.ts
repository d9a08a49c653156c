import { AppError } from "@/lib/errors";
import { type BilledTokens, costNanoUsd, pricesForPrompt, promptTokens } from "@/lib/models/cost";
import type { Model, ModelPrice } from "@/lib/models/models";

/**
 * Half of what the cheapest credit brings after card fees ($19.12 for 600), in nano-dollars a credit: the most that
 * a credit may cost at the provider, so that no paid run earns under 50 %.
 */
export const COST_CEILING_NANO_USD = 15_900_000;
export const MAX_CREDITS = 40;
const MAX_ANSWER_TOKENS = 16_000;
/** A budget that leaves less answer room than this is refused. */
export const SMALLEST_ROOM = 256;

/** A prompt's weight. `cachedTokens` of it carry a cache mark and are priced as a cache write. */
export type PromptWeight = { tokens: number; cachedTokens: number };

export type Quote = {
  /** The budget, and the most that can be charged. */
  credits: number;
  /** The answer room that the budget leaves, sent to the provider as `max_tokens`. */
  maxTokens: number;
  /** The smallest budget that would be accepted for this prompt. */
  minCredits: number;
  /** The most this run can cost at the provider, in nano-dollars. */
  maxCostNanoUsd: number;
};

/** T(n): the tokens that n credits carry, of a model whose tokens count as one. */
export function tokenCeiling(credits: number): number {
  if (credits <= 1) return 2_000;
  if (credits === 2) return 5_000;
  return 10_000 + (credits - 3) * 5_000;
}

function promptCostNanoUsd(price: ModelPrice, prompt: PromptWeight): number {
  return costNanoUsd(price, {
    inputTokens: prompt.tokens - prompt.cachedTokens,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: prompt.cachedTokens,
  });
}

/** Tokens of answer that n credits leave beside this prompt, under both ceilings; may be negative. */
export function answerRoom(model: Model, price: ModelPrice, prompt: PromptWeight, credits: number): number {
  const byTokens = tokenCeiling(credits) * model.tokensPerToken - prompt.tokens;
  const left = COST_CEILING_NANO_USD * credits - promptCostNanoUsd(price, prompt);
  const byCost = Math.floor(left / pricesForPrompt(price, prompt.tokens).output);
  return Math.min(byTokens, byCost, MAX_ANSWER_TOKENS, model.maxOutputTokens, model.contextTokens - prompt.tokens);
}

function smallestWithRoom(model: Model, price: ModelPrice, prompt: PromptWeight, room: number): number | null {
  for (let credits = model.minCredits; credits <= MAX_CREDITS; credits += 1) {
    if (answerRoom(model, price, prompt, credits) >= room) return credits;
  }
  return null;
}

/**
 * Quotes a run: the chosen budget, or the smallest that leaves the model's usual answer room. Refuses a budget that
 * leaves under 256 tokens (`budget_too_small` with minCredits) and a prompt that no budget carries (`invalid_input`).
 */
export function quoteRun(model: Model, price: ModelPrice, prompt: PromptWeight, chosen?: number): Quote {
  const minCredits = smallestWithRoom(model, price, prompt, SMALLEST_ROOM);
  if (minCredits === null) {
    const message = `This is too long for ${model.label}, even with the largest budget of ${MAX_CREDITS} credits.`;
    throw new AppError("invalid_input", { message, details: { issues: [{ path: "userInput", message }] } });
  }
  const credits = chosen ?? smallestWithRoom(model, price, prompt, model.defaultRoom) ?? MAX_CREDITS;
  if (credits < minCredits) {
    throw new AppError("budget_too_small", {
      message: `This run needs a budget of at least ${minCredits} ${minCredits === 1 ? "credit" : "credits"}.`,
      details: { minCredits },
    });
  }
  const maxTokens = answerRoom(model, price, prompt, credits);
  const output = pricesForPrompt(price, prompt.tokens).output;
  return { credits, maxTokens, minCredits, maxCostNanoUsd: promptCostNanoUsd(price, prompt) + maxTokens * output };
}

/** The smallest whole number of credits whose ceilings cover the real usage; never above the quote. */
export function creditsForUsage(model: Model, price: ModelPrice, used: BilledTokens, quoted: number): number {
  const tokens = promptTokens(used) + used.outputTokens;
  const cost = costNanoUsd(price, used);
  for (let credits = model.minCredits; credits < quoted; credits += 1) {
    if (tokenCeiling(credits) * model.tokensPerToken >= tokens && COST_CEILING_NANO_USD * credits >= cost) {
      return credits;
    }
  }
  return quoted;
}
