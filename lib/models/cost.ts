import type { Model, ModelPrice } from "@/lib/models/models";

/** Tokens by the columns of a price list. */
export type BilledTokens = {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
};

/** The price row in force on the day of an instant, or null: a model without one cannot be run. */
export function priceInForce(model: Model, at: Date): ModelPrice | null {
  const day = at.toISOString().slice(0, 10);
  return model.prices.filter((price) => price.from <= day).at(-1) ?? null;
}

/** The columns that apply to a prompt of this size: above a model's threshold the whole request costs more. */
export function pricesForPrompt(price: ModelPrice, promptTokens: number): Omit<ModelPrice, "from" | "longPrompt"> {
  return price.longPrompt && promptTokens > price.longPrompt.above ? price.longPrompt : price;
}

/** All tokens of the prompt: fresh, read from the cache and written to it. */
export function promptTokens(tokens: BilledTokens): number {
  return tokens.inputTokens + tokens.cacheReadTokens + tokens.cacheWriteTokens;
}

/** What the provider bills for these tokens, in nano-dollars; exact. */
export function costNanoUsd(price: ModelPrice, tokens: BilledTokens): number {
  const row = pricesForPrompt(price, promptTokens(tokens));
  return (
    tokens.inputTokens * row.input +
    tokens.outputTokens * row.output +
    tokens.cacheReadTokens * row.cacheRead +
    tokens.cacheWriteTokens * row.cacheWrite
  );
}

/** Nano-dollars rounded up to whole micro-dollars; done once, at the end. */
export function toMicroUsd(nanoUsd: number): number {
  return Math.ceil(nanoUsd / 1_000);
}
