import { expect, test } from "vitest";
import { costNanoUsd, priceInForce, toMicroUsd } from "@/lib/models/cost";
import { MODELS } from "@/lib/models/models";

const tokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

test("each kind of token is billed by its own column, once", () => {
  const price = MODELS.sonnet.prices[0];
  if (!price) throw new Error("no price");
  const used = { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 2_000, cacheWriteTokens: 100 };
  expect(costNanoUsd(price, used)).toBe(1_000 * 2_000 + 500 * 10_000 + 2_000 * 100 + 100 * 2_500);
});

test("above 100,000 tokens of prompt Haiku bills the whole request at the dear row, output included", () => {
  const price = MODELS.haiku.prices[0];
  if (!price) throw new Error("no price");
  const at = costNanoUsd(price, { ...tokens, inputTokens: 60_000, cacheReadTokens: 40_000, outputTokens: 10 });
  const above = costNanoUsd(price, { ...tokens, inputTokens: 60_001, cacheReadTokens: 40_000, outputTokens: 10 });
  expect(at).toBe(60_000 * 100 + 40_000 * 10 + 10 * 500);
  expect(above).toBe(60_001 * 500 + 40_000 * 50 + 10 * 2_500);
});

test("a model without a price in force has none, and the newest row in force wins", () => {
  const model = {
    ...MODELS.sonnet,
    prices: ["2026-10-07", "2026-12-01"].map((from, input) => ({
      from,
      input,
      output: 1,
      cacheWrite: 1,
      cacheRead: 1,
    })),
  };
  expect(priceInForce(model, new Date("2026-10-06T23:59:59Z"))).toBeNull();
  expect(priceInForce(model, new Date("2026-11-30T23:59:59Z"))?.input).toBe(0);
  expect(priceInForce(model, new Date("2026-12-01T00:00:00Z"))?.input).toBe(1);
});

test("costs are rounded up to a micro-dollar once, at the end", () => {
  expect([0, 1, 1_000, 1_001].map(toMicroUsd)).toEqual([0, 1, 1, 2]);
});
