import { expect, test } from "vitest";
import { inlinePieces } from "./inline-pieces";

const SENTENCE = "A sentence with **two** words that [stand](https://example.com) out. ";

test("a paragraph of a usual length is one piece", () => {
  const text = SENTENCE.repeat(5);
  expect(inlinePieces(text)).toEqual([text]);
});

test("a long paragraph is parted between sentences, and joined is the text", () => {
  const text = SENTENCE.repeat(100);
  const pieces = inlinePieces(text);
  expect(pieces.join("")).toBe(text);
  expect(pieces.length).toBeGreaterThan(3);
  for (const piece of pieces) expect(piece).toMatch(/^A .* out\. $/);
});

test("no piece is long or has many marks, whatever the text", () => {
  for (const unit of ["a", "*", "*a", "[", "😀"]) {
    const text = unit.repeat(20_000);
    const pieces = inlinePieces(text);
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(2_000);
      expect(piece.isWellFormed()).toBe(true);
    }
  }
  expect(inlinePieces("*a".repeat(1_000)).length).toBeGreaterThan(15);
});
