import { expect, test } from "vitest";
import type { Estimate } from "@/lib/runs/run";
import { contextOf } from "./context-words";

const estimate = (facts: Partial<Estimate>) =>
  ({
    ...{ model: "sonnet", minCredits: 1, contextTokens: 5_000, contextLimit: 100_000, omittedTurns: 0 },
    ...{ history: { turns: 2, tokens: 3_000 } },
    ...facts,
  }) as Estimate;

test("a short thread that costs nothing is not spoken of", () => {
  expect(contextOf(estimate({}))).toBeNull();
  expect(contextOf(estimate({ minCredits: 2, history: { turns: 0, tokens: 0 } }))).toBeNull();
  expect(contextOf(null)).toBeNull();
});

test("a thread is spoken of once it fills a tenth, raises the price or loses turns", () => {
  expect(contextOf(estimate({ contextTokens: 12_000 }))).toMatchObject({ share: 0.12, drivesPrice: false });
  expect(contextOf(estimate({ minCredits: 3 }))).toMatchObject({ drivesPrice: true });
  expect(contextOf(estimate({ omittedTurns: 3 }))).toMatchObject({ omitted: 3 });
});

test("a long input over a short thread is not the thread's doing", () => {
  expect(contextOf(estimate({ minCredits: 3, history: { turns: 1, tokens: 100 } }))).toBeNull();
});
