import { expect, test } from "vitest";
import { parentTokens, weighPrompt } from "@/lib/runs/prompt-weight";

const parts = {
  system: "You review code. ".repeat(300),
  userInput: "Please review this function.",
  historyTokens: 0,
  systemTokens: null,
  countedTokens: null,
  parentTokens: null,
};

test("the provider's count wins over our bound and is not called an estimate", () => {
  const bound = weighPrompt(parts);
  const counted = weighPrompt({ ...parts, countedTokens: 900 });
  expect(bound.estimated).toBe(true);
  expect(counted.estimated).toBe(false);
  expect(counted.tokens).toBeLessThan(bound.tokens);
  expect(counted.tokens).toBeGreaterThanOrEqual(900);
});

test("a heavy system prompt is marked for the cache, a light one is not", () => {
  expect(weighPrompt(parts)).toMatchObject({ cacheSystem: true });
  expect(weighPrompt({ ...parts, system: "Be brief." })).toMatchObject({ cacheSystem: false, cachedTokens: 0 });
});

test("a follow-up rests on the turn before only when prompt, model and first turn are the same", () => {
  const same = { promptHash: "h", packageVersionId: null, model: "sonnet", omittedTurns: 0 } as const;
  const parent = { ...same, countedTokens: 500, status: "succeeded" } as const;
  expect(parentTokens(parent, same)).toBe(500);
  expect(parentTokens(parent, { ...same, promptHash: "other" })).toBeNull();
  expect(parentTokens(parent, { ...same, model: "haiku" })).toBeNull();
  expect(parentTokens(parent, { ...same, omittedTurns: 1 })).toBeNull();
  expect(parentTokens(parent, { ...same, packageVersionId: "v" })).toBe(500); // the same turns, sent whole
  const cut = { ...parent, omittedTurns: 1 };
  expect(parentTokens(cut, { ...same, omittedTurns: 1, packageVersionId: "v" })).toBeNull();
  expect(parentTokens({ ...parent, status: "stopped" }, same)).toBeNull();
});
