import { expect, test } from "vitest";
import { endAfter } from "./share-expiry";

test("a link ends so many whole days later, across the change of the clocks and of the year", () => {
  expect(endAfter(7, new Date("2026-12-28T14:05:00Z"))).toBe("2027-01-04T14:05:00.000Z");
  expect(endAfter(365, new Date("2027-06-01T00:00:00Z"))).toBe("2028-05-31T00:00:00.000Z");
});
