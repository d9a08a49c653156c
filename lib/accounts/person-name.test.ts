import { expect, test } from "vitest";
import { personName } from "./person-name";

test.each([
  ["Ada Lovelace", "Ada Lovelace"],
  ["  Ada\n\tLovelace ", "Ada Lovelace"],
  ["A\u0000da", "A da"],
  ["gro.evil\u202E@ada", "gro.evil @ada"],
  ["Ada \ud800", "Ada \ufffd"],
  ["\u2066\u0000", null],
  ["", null],
  [null, null],
])("the name %j is kept as %j", (name, kept) => {
  expect(personName(name)).toBe(kept);
});

test("a name is kept to a hundred characters, and no emoji in half", () => {
  expect(personName("🦭".repeat(300))).toBe("🦭".repeat(100));
});
