import { expect, test } from "vitest";
import { parentTokens, weighPrompt } from "@/lib/runs/prompt-weight";

const parts = {
  system: "You review code. ".repeat(300),
  messages: [{ content: "Please review this function." }],
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

test("a follow-up rests on the turn before only when prompt and model are the same", () => {
  const parent = { promptHash: "h", model: "sonnet", countedTokens: 500, status: "succeeded" } as const;
  expect(parentTokens(parent, "h", "sonnet")).toBe(500);
  expect(parentTokens(parent, "other", "sonnet")).toBeNull();
  expect(parentTokens(parent, "h", "haiku")).toBeNull();
  expect(parentTokens({ ...parent, status: "stopped" }, "h", "sonnet")).toBeNull();
});
