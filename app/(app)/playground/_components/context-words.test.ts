import { expect, test } from "vitest";
import type { Estimate } from "@/lib/runs/run";
import { contextOf } from "./context-words";

const estimate = (facts: Partial<Estimate>) =>
  ({
    ...{ model: "sonnet", minCredits: 1, maxCredits: 1, contextTokens: 900, contextLimit: 100_000, omittedTurns: 0 },
    ...{ history: { turns: 2, tokens: 500 } },
    ...facts,
  }) as Estimate;

test("a short thread that costs nothing is not spoken of", () => {
  expect(contextOf(estimate({}), null)).toBeNull();
  expect(contextOf(estimate({ maxCredits: 2, history: { turns: 0, tokens: 0 } }), null)).toBeNull();
  expect(contextOf(null, null)).toBeNull();
});

test("a thread is spoken of once it fills a tenth, raises the price or loses turns", () => {
  const history = { turns: 4, tokens: 11_500 };
  expect(contextOf(estimate({ contextTokens: 12_000, history, maxCredits: 4 }), null)).toMatchObject({ share: 0.12 });
  expect(contextOf(estimate({ contextTokens: 1_400, maxCredits: 2 }), null)).toMatchObject({ creditsWithout: 1 });
  expect(contextOf(estimate({ omittedTurns: 3 }), null)).toMatchObject({ omitted: 3 });
});

test("a long input over a short thread is not the thread's doing", () => {
  const facts = { maxCredits: 3, contextTokens: 6_000, history: { turns: 1, tokens: 100 } };
  expect(contextOf(estimate(facts), null)).toBeNull();
});

test("a larger budget that was chosen is not the thread's doing, a larger minimum is", () => {
  const history = { turns: 2, tokens: 1_200 };
  expect(contextOf(estimate({ contextTokens: 1_400, history, maxCredits: 2 }), 2)).toBeNull();
  expect(contextOf(estimate({ contextTokens: 2_000, history, minCredits: 2, maxCredits: 2 }), 2)).toMatchObject({
    creditsWithout: 1,
  });
});
