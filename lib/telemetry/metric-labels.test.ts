import { expect, test } from "vitest";
import { boundedReason } from "./metric-labels";

test("a metric carries reasons from a closed list only", () => {
  expect(boundedReason("overloaded")).toBe("overloaded");
  expect(boundedReason(undefined)).toBe("none");
  expect(boundedReason(null)).toBe("none");
  expect(boundedReason("whatever a user typed")).toBe("other");
  expect(boundedReason(7)).toBe("other");
});
