import fc from "fast-check";
import { expect, test } from "vitest";
import { groupDigits } from "./group-digits";

test("whole numbers are written as the language writes them", () => {
  const written = fc.property(fc.maxSafeInteger(), (value) => {
    expect(groupDigits(value)).toBe(value.toLocaleString("en-GB"));
  });
  fc.assert(written);
});
