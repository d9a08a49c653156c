import { expect, test } from "vitest";
import { chartTop } from "./chart-scale";

test("the top of a chart is round and not under what it shows", () => {
  expect([0, 1, 4, 5, 6, 200, 205, 301, 850, 1_001].map(chartTop)).toEqual([
    1, 1, 5, 5, 10, 200, 300, 500, 1_000, 2_000,
  ]);
});
