import { expect, test } from "vitest";
import { shownText } from "./shown-text";

test("a file that fits is shown whole, without the end of its last line", () => {
  expect(shownText("a\n\nb\n")).toEqual({ text: "a\n\nb", isCut: false });
  expect(shownText("")).toEqual({ text: "", isCut: false });
});

test.each([
  ["ten thousand lines", "line\n".repeat(10_000), 2_000],
  ["a line of a megabyte", "x".repeat(1_000_000), 1],
  ["many long lines", `${"x".repeat(4_000)}\n`.repeat(1_000), 49],
])("of %s the beginning is shown", (_, text, lines) => {
  const shown = shownText(text);
  expect(shown.isCut).toBe(true);
  expect(shown.text.split("\n")).toHaveLength(lines);
  expect(shown.text.length).toBeLessThanOrEqual(200_000);
});
