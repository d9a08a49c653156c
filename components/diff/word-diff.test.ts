import { expect, test } from "vitest";
import { wordDiff } from "./word-diff";

const onlyIn = (pieces: { text: string; how: string }[] | undefined) =>
  pieces?.filter(({ how }) => how === "only").map(({ text }) => text.trim());

test("words that one answer alone has are told, and both texts stay whole", () => {
  const [before, after] = ["The quick brown fox\n\njumps.", "The slow brown fox\n\njumps high."];
  const diff = wordDiff(before, after);
  expect(onlyIn(diff?.before)).toContain("quick");
  expect(onlyIn(diff?.after)).toContain("slow");
  expect(diff?.before.map(({ text }) => text).join("")).toBe(before);
  expect(diff?.after.map(({ text }) => text).join("")).toBe(after);
});

test("texts with nothing in common are given up in little time", () => {
  const text = (word: string) => Array.from({ length: 40_000 }, (_, index) => `${word}${index}`).join(" ");
  const start = performance.now();
  expect(wordDiff(text("a"), text("b"))).toBeNull();
  expect(performance.now() - start).toBeLessThan(5_000);
});
