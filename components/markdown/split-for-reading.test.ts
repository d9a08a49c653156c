import { expect, test } from "vitest";
import { splitForReading } from "./split-for-reading";

test("a text of a usual length is read whole", () => {
  expect(splitForReading("# A\n\nb")).toEqual({ markdown: "# A\n\nb", rest: "" });
});

test.each([
  ["a paragraph", `${"a".repeat(100)}\n\n`],
  ["a line", `${"a".repeat(100)}\n`],
  ["a word", `${"a".repeat(100)} `],
])("a long one is read up to the end of %s", (_what, unit) => {
  const text = unit.repeat(1_000);
  const { markdown, rest } = splitForReading(text);
  expect(markdown + rest).toBe(text);
  expect(markdown.length).toBeLessThanOrEqual(64_000);
  expect(rest.startsWith("aaa")).toBe(true);
});

test("no character is cut in two", () => {
  const { markdown, rest } = splitForReading(`a${"😀".repeat(40_000)}`);
  expect([markdown.isWellFormed(), rest.isWellFormed()]).toEqual([true, true]);
});
