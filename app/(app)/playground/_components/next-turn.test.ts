import { expect, test } from "vitest";
import type { Receipt } from "@/lib/runs/run";
import { nextTurnWords } from "./next-turn";
import type { Setup } from "./setup";
import { newTurn, type Turn } from "./turn";

const now = new Date("2026-11-28");
const setup: Setup = { item: null, own: null, model: "sonnet", effort: null, budget: null, files: null, fit: null };
const made = { prompt: { kind: "baseline" }, model: "sonnet" } as const;

function answered(inputTokens: number, more: Partial<Turn> = {}): Turn {
  const usage = { inputTokens, outputTokens: 300, thinkingTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const known = { key: "k", userInput: "x", ...made, parentRunId: null, versions: [], startedAt: null };
  return { ...newTurn(known), status: "ended", receipt: { usage } as Receipt, ...more };
}

test("before anything is written a thread says what its next turn is about to cost, and how much goes along", () => {
  expect(nextTurnWords(setup, [answered(200)], now)).toBe(
    "next turn at most about 1 credit; it sends 400 tokens again",
  );
});

test("a long thread says that it makes the next turn dearer, against a new one", () => {
  const words = nextTurnWords(setup, [answered(30_000)], now) ?? "";
  expect(words).toMatch(/at most about \d+ credits, 1 in a new thread; it sends 30k tokens again/);
  expect(nextTurnWords({ ...setup, budget: 9 }, [answered(30_000)], now)).toContain("at most about 9 credits;");
});

test("nothing is said where it can't be known: no answer yet, or turns that were or will be left out", () => {
  expect(nextTurnWords(setup, [], now)).toBeNull();
  expect(nextTurnWords(setup, [answered(200, { omittedTurns: 2 })], now)).toBeNull();
  expect(nextTurnWords({ ...setup, fit: { budget: null } }, [answered(200)], now)).toBeNull();
});
