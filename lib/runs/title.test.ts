import { expect, test } from "vitest";
import { titleOf } from "@/lib/runs/title";

test("a title is the first line that says something", () => {
  expect(titleOf("\n  \n  Review   this\tcode\nfunction x() {}")).toBe("Review this code");
});

test("a long line is cut at a word, an unbroken one inside it, and no emoji is cut in half", () => {
  const long = titleOf("word ".repeat(50));
  expect([...long].length).toBeLessThanOrEqual(80);
  expect(long.endsWith("word…")).toBe(true);
  const emoji = titleOf("😀".repeat(200));
  expect(emoji.isWellFormed()).toBe(true);
  expect([...emoji].length).toBe(80);
});
