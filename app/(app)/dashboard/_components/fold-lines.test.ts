import { expect, test } from "vitest";
import { foldLines, sumOf } from "./fold-lines";

const many = (count: number) => Array.from({ length: count }, (_, index) => index);

test("of many lines the first ten are shown; two more are not worth a press", () => {
  for (const count of [0, 1, 12]) expect(foldLines(many(count), true)).toEqual({ first: many(count), rest: [] });
  expect(foldLines(many(13), true)).toEqual({ first: many(10), rest: [10, 11, 12] });
  expect(foldLines(many(13), false).rest).toEqual([]);
});

test("what is not shown is counted together", () => {
  const line = { runs: 4, succeeded: 2, failed: 1, stopped: 1, tokens: 900, creditsSpent: 3 };
  expect(sumOf([line, line])).toEqual({ runs: 8, succeeded: 4, failed: 2, stopped: 2, tokens: 1_800, creditsSpent: 6 });
  expect(sumOf([]).runs).toBe(0);
});
