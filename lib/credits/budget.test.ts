import { expect, test } from "vitest";
import { reachedPart } from "@/lib/credits/budget";

test("a part is reached with the very credit that makes it, and without a budget none is", () => {
  expect([49, 50, 79, 80, 99, 100, 500].map((spent) => reachedPart(spent, 100))).toEqual([0, 50, 50, 80, 80, 100, 100]);
  expect([0, 1, 2, 3].map((spent) => reachedPart(spent, 3))).toEqual([0, 0, 50, 100]);
  expect([reachedPart(0, 1), reachedPart(1, 1), reachedPart(9, null)]).toEqual([0, 100, 0]);
});
