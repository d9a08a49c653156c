import { expect, test } from "vitest";
import { categoryAfter, categoryAt } from "./plot-place";

test("the pointer is over one category wherever it is", () => {
  expect([-0.1, 0, 0.32, 0.34, 0.999, 1, 1.2].map((part) => categoryAt(part, 3))).toEqual([0, 0, 0, 1, 2, 2, 2]);
});

test("keys go by one, by a week and to the ends, and never beyond", () => {
  const keys = ["ArrowRight", "ArrowLeft", "PageDown", "PageUp", "Home", "End", "Enter"];
  expect(keys.map((key) => categoryAfter(key, 10, 30))).toEqual([11, 9, 17, 3, 0, 29, null]);
  expect(keys.map((key) => categoryAfter(key, 0, 1))).toEqual([0, 0, 0, 0, 0, 0, null]);
});
