import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { costNanoUsd, priceInForce } from "@/lib/models/cost";
import { MODEL_NAMES, MODELS, type Model, type ModelPrice } from "@/lib/models/models";
import {
  answerRoom,
  COST_CEILING_NANO_USD,
  creditsForUsage,
  MAX_CREDITS,
  quoteRun,
  tokenCeiling,
} from "@/lib/runs/quote";

const TODAY = new Date("2026-11-22T12:00:00Z");

function priceOf(model: Model): ModelPrice {
  const price = priceInForce(model, TODAY);
  if (price === null) throw new Error(`${model.name} has no price today`);
  return price;
}

const anyModel = fc.constantFrom(...MODEL_NAMES).map((name) => MODELS[name]);
const anyPrompt = fc
  .record({ tokens: fc.integer({ min: 1, max: 60_000 }), cachedShare: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ tokens, cachedShare }) => ({ tokens, cachedTokens: Math.floor(tokens * cachedShare) }));

function refusalOf(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("the token ceiling is 2,000, 5,000, 10,000 and then 5,000 more a credit", () => {
  expect([1, 2, 3, 4, 40].map(tokenCeiling)).toEqual([2_000, 5_000, 10_000, 15_000, 195_000]);
});

test("a short prompt on Sonnet is quoted one credit and leaves room for about 1,500 tokens", () => {
  const quote = quoteRun(MODELS.sonnet, priceOf(MODELS.sonnet), { tokens: 300, cachedTokens: 0 });
  expect(quote).toMatchObject({ credits: 1, minCredits: 1, maxTokens: 1_530 });
});

test("D8: the worst case of a quote never costs more at the provider than half of what its credits bring", () => {
  fc.assert(
    fc.property(anyModel, anyPrompt, (model, prompt) => {
      const quote = quoteRun(model, priceOf(model), prompt);
      expect(quote.maxCostNanoUsd).toBeLessThanOrEqual(COST_CEILING_NANO_USD * quote.credits);
      expect(quote.maxTokens).toBeGreaterThanOrEqual(256);
      expect(quote.maxTokens).toBeLessThanOrEqual(16_000);
    }),
    { numRuns: 5_000 },
  );
});

test("D7: whatever the provider counted, the charge is never above the quote and never under the model's minimum", () => {
  const used = fc.record({
    inputTokens: fc.nat(300_000),
    outputTokens: fc.nat(40_000),
    cacheReadTokens: fc.nat(100_000),
    cacheWriteTokens: fc.nat(100_000),
  });
  fc.assert(
    fc.property(anyModel, used, fc.integer({ min: 3, max: MAX_CREDITS }), (model, usage, quoted) => {
      const charge = creditsForUsage(model, priceOf(model), usage, quoted);
      expect(charge).toBeLessThanOrEqual(quoted);
      expect(charge).toBeGreaterThanOrEqual(model.minCredits);
    }),
    { numRuns: 5_000 },
  );
});

test("usage within the quoted room is charged with credits that cover its cost", () => {
  fc.assert(
    fc.property(anyModel, anyPrompt, fc.double({ min: 0, max: 1, noNaN: true }), (model, prompt, share) => {
      const price = priceOf(model);
      const quote = quoteRun(model, price, prompt);
      const usage = {
        inputTokens: prompt.tokens - prompt.cachedTokens,
        outputTokens: Math.floor(quote.maxTokens * share),
        cacheReadTokens: 0,
        cacheWriteTokens: prompt.cachedTokens,
      };
      const charge = creditsForUsage(model, price, usage, quote.credits);
      expect(costNanoUsd(price, usage)).toBeLessThanOrEqual(COST_CEILING_NANO_USD * charge);
    }),
    { numRuns: 5_000 },
  );
});

test("Opus and Fable start at three credits, with the room they need for thinking", () => {
  for (const model of [MODELS.opus, MODELS.fable]) {
    const quote = quoteRun(model, priceOf(model), { tokens: 100, cachedTokens: 0 });
    expect(quote.credits).toBeGreaterThanOrEqual(3);
    expect(quote.maxTokens).toBeGreaterThanOrEqual(2_048);
    expect(refusalOf(() => quoteRun(model, priceOf(model), { tokens: 100, cachedTokens: 0 }, 2)).code).toBe(
      "budget_too_small",
    );
  }
});

test("four tokens of Haiku count as one", () => {
  const price = priceOf(MODELS.haiku);
  const usage = { inputTokens: 7_000, outputTokens: 1_000, cacheReadTokens: 0, cacheWriteTokens: 0 };
  expect(creditsForUsage(MODELS.haiku, price, usage, 40)).toBe(1);
  expect(creditsForUsage(MODELS.haiku, price, { ...usage, outputTokens: 1_001 }, 40)).toBe(2);
});

test("a budget that leaves under 256 tokens is refused with the smallest that would do", () => {
  const prompt = { tokens: 1_800, cachedTokens: 0 };
  const refusal = refusalOf(() => quoteRun(MODELS.sonnet, priceOf(MODELS.sonnet), prompt, 1));
  expect(refusal.code).toBe("budget_too_small");
  expect(refusal.details).toEqual({ minCredits: 2 });
  expect(quoteRun(MODELS.sonnet, priceOf(MODELS.sonnet), prompt, 2).credits).toBe(2);
});

test("a prompt that no budget carries is refused as too long, not quoted", () => {
  expect(refusalOf(() => quoteRun(MODELS.fable, priceOf(MODELS.fable), { tokens: 90_000, cachedTokens: 0 })).code).toBe(
    "invalid_input",
  );
});

test("a larger budget never leaves less room", () => {
  fc.assert(
    fc.property(anyModel, anyPrompt, fc.integer({ min: 1, max: MAX_CREDITS - 1 }), (model, prompt, credits) => {
      const room = (n: number) => answerRoom(model, priceOf(model), prompt, n);
      expect(room(credits + 1)).toBeGreaterThanOrEqual(room(credits));
    }),
    { numRuns: 5_000 },
  );
});
