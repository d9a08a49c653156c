import type { Model, ModelPrice } from "@/lib/models/models";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { type CountedAs, countAlike, MESSAGE_OVERHEAD_TOKENS } from "@/lib/runs/prompt-weight";
import { answerRoom, MAX_CREDITS, type PromptWeight, SMALLEST_ROOM } from "@/lib/runs/quote";

/** An earlier turn that is sent again, with what is known of its weight. */
export type SentTurn = CountedAs & {
  userInput: string;
  sentInput: string | null;
  response: string;
  /** Prompt and visible answer of that run as the provider counted them; null when it never said. */
  countedTokens: number | null;
};

/** History that goes along where older turns are to be left out and no budget says how many: about one credit's. */
const FITTED_TOKENS = 6_000;

/**
 * What each turn weighs, in tokens: the provider's own figures where two turns in a row differ by this one alone,
 * else a bound that is never low.
 */
export function turnTokens(turns: readonly SentTurn[]): number[] {
  return turns.map((turn, index) => {
    const before = turns[index - 1];
    const comparable = before !== undefined && countAlike(before, turn);
    if (comparable && before.countedTokens !== null && turn.countedTokens !== null) {
      const difference = turn.countedTokens - before.countedTokens;
      if (difference > 0) return difference;
    }
    return boundTokens(turn.sentInput ?? turn.userInput) + boundTokens(turn.response) + 2 * MESSAGE_OVERHEAD_TOKENS;
  });
}

type Fit = {
  model: Model;
  price: ModelPrice;
  /** How many turns may be left out. */
  most: number;
  /** The prompt with so many of the oldest turns left out. */
  weigh: (omitted: number) => PromptWeight & { historyTokens: number };
  /** Was it asked for? Else turns are left out only where nothing else would fit. */
  asked: boolean;
  /** The budget that was chosen, in credits. */
  budget: number | undefined;
};

/**
 * How many of the oldest turns are left out. Asked for: until the usual answer room fits the chosen budget, or 6,000
 * tokens of history remain where none was chosen. Else none, unless the whole thread fits no budget at all; then
 * until it fits the largest.
 */
export function turnsToOmit({ model, price, most, weigh, asked, budget }: Fit): number {
  const hasRoom = (omitted: number, credits: number, room: number) =>
    answerRoom(model, price, weigh(omitted), credits) >= room;
  const fits = (omitted: number): boolean => {
    if (asked && budget !== undefined) return hasRoom(omitted, budget, model.defaultRoom);
    const isShort = !asked || weigh(omitted).historyTokens <= FITTED_TOKENS;
    return isShort && hasRoom(omitted, MAX_CREDITS, model.defaultRoom);
  };
  if (!asked && hasRoom(0, MAX_CREDITS, SMALLEST_ROOM)) return 0;
  for (let omitted = 0; omitted < most; omitted += 1) {
    if (fits(omitted)) return omitted;
  }
  return most;
}

/** The heaviest prompt that the largest budget and the model's window carry with the usual answer room, in tokens. */
export function heaviestPrompt(model: Model, price: ModelPrice): number {
  let low = 0;
  let high = model.contextTokens;
  while (low < high) {
    const tokens = Math.ceil((low + high) / 2);
    if (answerRoom(model, price, { tokens, cachedTokens: 0 }, MAX_CREDITS) >= model.defaultRoom) low = tokens;
    else high = tokens - 1;
  }
  return low;
}
