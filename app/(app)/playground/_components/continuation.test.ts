import { expect, test } from "vitest";
import { CONTINUE_INPUT, partOf, readablePart } from "./continuation";
import type { Turn } from "./turn";

const cut = { userInput: "Hi", text: "One ", receipt: { stopReason: "max_tokens" } } as Turn;
const more = { userInput: CONTINUE_INPUT, text: "two ", receipt: { stopReason: "max_tokens" } } as Turn;
const rest = { userInput: CONTINUE_INPUT, text: "three", receipt: { stopReason: "end_turn" } } as Turn;

test("parts of one answer know what came before and whether more follows", () => {
  const turns = [cut, more, rest];
  expect(partOf(turns, 0)).toEqual({ prior: null, continued: true });
  expect(partOf(turns, 1)).toEqual({ prior: "One ", continued: true });
  expect(partOf(turns, 2)).toEqual({ prior: "One two ", continued: false });
});

test("the same words after a whole answer are a question like any other", () => {
  const whole = { ...cut, receipt: { stopReason: "end_turn" } } as Turn;
  expect(partOf([whole, rest], 1).prior).toBeNull();
});

test("code that a budget cut stays code in the next part", () => {
  expect(readablePart("Text\n```ts\nconst a", " = 1;\n```\nDone")).toBe("```ts\n = 1;\n```\nDone");
  expect(readablePart("Text\n```ts\nconst a\n```\n", "Done")).toBe("Done");
  expect(readablePart("~~~\n```\n", "x")).toBe("~~~\nx");
  expect(readablePart(null, "x")).toBe("x");
});
