import { expect, test } from "vitest";
import { MODELS } from "@/lib/models/models";
import { heaviestPrompt, type SentTurn, turnsToOmit, turnTokens } from "@/lib/runs/fit-history";
import { answerRoom, MAX_CREDITS } from "@/lib/runs/quote";

const model = MODELS.sonnet;
const [price] = model.prices;
if (!price) throw new Error("no price");

const turn = (countedTokens: number | null, more: Partial<SentTurn> = {}): SentTurn => ({
  promptHash: "h",
  packageVersionId: null,
  model: "sonnet",
  userInput: "a question",
  sentInput: null,
  response: "an answer",
  countedTokens,
  omittedTurns: 0,
  ...more,
});

/** A thread of turns that weigh so many tokens each. */
const thread = (count: number, each: number) => (omitted: number) => {
  const historyTokens = (count - omitted) * each;
  return { tokens: historyTokens + 100, cachedTokens: 0, historyTokens };
};

const left = (count: number, each: number, more: { asked?: boolean; budget?: number } = {}) =>
  turnsToOmit({ model, price, most: count, weigh: thread(count, each), asked: false, budget: undefined, ...more });

test("a turn weighs what two of the provider's counts differ by, else a bound", () => {
  const [first, second, stopped, after] = turnTokens([turn(120), turn(300), turn(null), turn(700)]);
  expect(second).toBe(180);
  expect(first).toBeGreaterThan(4);
  expect([stopped, after]).toEqual([first, first]);
});

test("counts of another prompt, model or beginning are not compared", () => {
  for (const other of [{ promptHash: "other" }, { model: "haiku" as const }, { omittedTurns: 1 }]) {
    expect(turnTokens([turn(120), turn(9_000, other)])[1]).toBeLessThan(100);
  }
});

test("a thread is sent whole as long as any budget carries it", () => {
  expect(left(10, 1_000)).toBe(0);
  expect(left(10, 1_000, { budget: 2 })).toBe(0); // refused by the quote, with the budget it needs
  expect(left(180, 1_000)).toBe(0);
});

test("a thread that no budget carries goes on without its oldest turns, with room for an answer", () => {
  const omitted = left(400, 1_000);
  expect(omitted).toBeGreaterThan(200);
  expect(omitted).toBeLessThan(400);
  expect(answerRoom(model, price, thread(400, 1_000)(omitted), MAX_CREDITS)).toBeGreaterThanOrEqual(model.defaultRoom);
  expect(answerRoom(model, price, thread(400, 1_000)(omitted - 1), MAX_CREDITS)).toBeLessThan(model.defaultRoom);
});

test("asked for, the thread fits the chosen budget, or 6,000 tokens where none was chosen", () => {
  const omitted = left(20, 1_000, { asked: true, budget: 2 });
  expect(answerRoom(model, price, thread(20, 1_000)(omitted), 2)).toBeGreaterThanOrEqual(model.defaultRoom);
  expect(left(20, 1_000, { asked: true })).toBe(14);
  expect(left(3, 1_000, { asked: true })).toBe(0);
});

test("the heaviest prompt is the last one that leaves the usual room, for each model", () => {
  for (const each of Object.values(MODELS)) {
    const [its] = each.prices;
    if (!its) throw new Error("no price");
    const tokens = heaviestPrompt(each, its);
    const room = (prompt: number) => answerRoom(each, its, { tokens: prompt, cachedTokens: 0 }, MAX_CREDITS);
    expect(room(tokens)).toBeGreaterThanOrEqual(each.defaultRoom);
    expect(room(tokens + 1)).toBeLessThan(each.defaultRoom);
  }
});
