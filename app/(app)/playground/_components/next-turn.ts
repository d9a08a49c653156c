import { formatWeight } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";
import { priceInForce } from "@/lib/models/cost";
import { MODELS, type ModelName } from "@/lib/models/models";
import { answerRoom, MAX_CREDITS } from "@/lib/runs/quote";
import { changesBetween } from "./maker";
import { chosenPrompt, type Setup } from "./setup";
import { standingTurns, type Turn } from "./turn";

/** What a short question weighs, in tokens; a longer one is counted while it is typed. */
const QUESTION_TOKENS = 60;

/** The smallest budget that leaves the usual answer room beside so many tokens; null where none does. */
function budgetFor(tokens: number, name: ModelName, now: Date): number | null {
  const model = MODELS[name];
  const price = priceInForce(model, now);
  if (price === null) return null;
  for (let credits = model.minCredits; credits <= MAX_CREDITS; credits += 1) {
    if (answerRoom(model, price, { tokens, cachedTokens: 0 }, credits) >= model.defaultRoom) return credits;
  }
  return null;
}

function promptWeight({ item, own }: Setup): number {
  return item?.tokens ?? own?.tokens ?? 0;
}

/**
 * What goes along with the next turn, in tokens: prompt and answer of the newest as the provider counted them, which
 * are sent again. Null where they are not the whole.
 */
function weightOf(turns: readonly Turn[], setup: Setup): number | null {
  const last = standingTurns(turns).findLast(({ status }) => status === "ended");
  if (last?.receipt == null || last.omittedTurns > 0 || setup.fit !== null) return null;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, thinkingTokens } = last.receipt.usage;
  const counted = inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens - thinkingTokens;
  const prompt = chosenPrompt(setup);
  const isOther = prompt !== null && changesBetween(last, { prompt, model: last.model }).length > 0;
  return counted + (isOther ? promptWeight(setup) : 0);
}

/**
 * What the next turn of a thread costs before anything of it is written, and what makes it dear; null where that can't
 * be said without asking. About, because its question is still to come.
 */
export function nextTurnWords(setup: Setup, turns: readonly Turn[], now = new Date()): string | null {
  const weight = weightOf(turns, setup);
  if (weight === null) return null;
  const credits = setup.budget ?? budgetFor(weight + QUESTION_TOKENS, setup.model, now);
  if (credits === null) return `the thread weighs ${formatWeight(weight)} tokens, too much for one turn`;
  const anew = budgetFor(promptWeight(setup) + QUESTION_TOKENS, setup.model, now);
  const dearer = setup.budget === null && anew !== null && anew < credits ? `, ${anew} in a new thread` : "";
  return `next turn at most about ${formatCredits(credits)}${dearer}; it sends ${formatWeight(weight)} tokens again`;
}
