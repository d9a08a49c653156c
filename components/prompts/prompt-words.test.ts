import { expect, test } from "vitest";
import { fillPrompt } from "@/lib/prompts/template";
import { lengthProblem, missingProblem } from "./prompt-words";

const problem = (template: string, values = {}) => lengthProblem(fillPrompt(template, values), template);

test("a prompt can be run with 10 to 50,000 characters, filled in, an emoji being one", () => {
  expect(problem("🦭".repeat(10))).toBeNull();
  expect(problem("🦭".repeat(50_000))).toBeNull();
  expect(problem("x".repeat(9))).toBe("A prompt has at least 10 characters.");
  expect(problem(" ".repeat(10))).toBe("A prompt has at least 10 characters.");
  expect(problem("x".repeat(50_001))).toBe("A prompt has at most 50,000 characters; this one has 50,001.");
  expect(problem("{{a}}", { a: "x".repeat(50_000) })).toBeNull();
  const tooLong = "Filled in, it would have more than 50,000 characters. Shorten it or a value.";
  expect(problem("{{a}}!", { a: "x".repeat(50_000) })).toBe(tooLong);
  expect(problem("{{a}}".repeat(10_000), { a: "x".repeat(50_000) })).toBe(tooLong);
});

test("of the variables that have no value the first is named", () => {
  expect([missingProblem([]), missingProblem(["a"]), missingProblem(["a", "b", "c"])]).toEqual([
    null,
    "{{a}} is not filled in.",
    "{{a}} is not filled in, and 2 more.",
  ]);
});
