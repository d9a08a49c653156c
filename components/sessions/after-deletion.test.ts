import { expect, test } from "vitest";
import { neighbourOf } from "./after-deletion";

test("the keyboard goes to the next session that stays, else to the one before", () => {
  const ids = ["a", "b", "c", "d"];
  expect(neighbourOf(ids, new Set(["b"]))).toBe("c");
  expect(neighbourOf(ids, new Set(["b", "c"]))).toBe("d");
  expect(neighbourOf(ids, new Set(["d"]))).toBe("c");
  expect(neighbourOf(ids, new Set(["c", "d"]))).toBe("b");
  expect(neighbourOf(ids, new Set(ids))).toBeNull();
});
