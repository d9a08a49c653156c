import { expect, test } from "vitest";
import type { Estimate } from "@/lib/runs/run";
import { contextOf } from "./context-words";

const estimate = (facts: Partial<Estimate>) =>
  ({
    ...{ model: "sonnet", maxCredits: 1, contextTokens: 900, contextLimit: 100_000, omittedTurns: 0 },
    ...{ history: { turns: 2, tokens: 500 } },
    ...facts,
  }) as Estimate;

test("a short thread that costs nothing is not spoken of", () => {
  expect(contextOf(estimate({}))).toBeNull();
  expect(contextOf(estimate({ maxCredits: 2, history: { turns: 0, tokens: 0 } }))).toBeNull();
  expect(contextOf(null)).toBeNull();
});

test("a thread is spoken of once it fills a tenth, raises the price or loses turns", () => {
  const history = { turns: 4, tokens: 11_500 };
  expect(contextOf(estimate({ contextTokens: 12_000, history, maxCredits: 4 }))).toMatchObject({ share: 0.12 });
  expect(contextOf(estimate({ contextTokens: 1_400, maxCredits: 2 }))).toMatchObject({ creditsWithout: 1 });
  expect(contextOf(estimate({ omittedTurns: 3 }))).toMatchObject({ omitted: 3 });
});

test("a long input over a short thread is not the thread's doing", () => {
  const facts = { maxCredits: 3, contextTokens: 6_000, history: { turns: 1, tokens: 100 } };
  expect(contextOf(estimate(facts))).toBeNull();
});
