import fc from "fast-check";
import { expect, test } from "vitest";
import { fillerText } from "./filler";
import { markdownFiller } from "./markdown-filler";
import { countTokens, piecesOf, takeTokens, tokensOf } from "./tokens";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);

test("tokens joined are the text again, and there are as many as the count says", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const pieces = [...tokensOf(text)];
      expect(pieces.join("")).toBe(text);
      expect(pieces.every((piece) => piece !== "")).toBe(true);
      expect(countTokens(text)).toBe(pieces.length);
    }),
  );
});

test("a text cut after n tokens counts n tokens, so a cut answer costs what was sent of it", () => {
  fc.assert(
    fc.property(anyText, fc.nat(50), (text, count) => {
      expect(countTokens(takeTokens(text, count))).toBe(Math.min(count, countTokens(text)));
    }),
  );
});

test("no token ends inside a surrogate pair", () => {
  const pieces = [...tokensOf("a👩‍👩‍👧‍👦b🎉c🇩🇪")];
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});

test("a token is 3.6 ASCII characters, and never less than two bytes of other scripts", () => {
  expect(countTokens("x".repeat(3_600))).toBe(1_000);
  for (const letter of ["é", "ж", "한", "漢", "🎉"]) {
    const text = letter.repeat(1_000);
    expect(countTokens(text)).toBeLessThanOrEqual(Buffer.byteLength(text) / 2);
    expect(countTokens(text)).toBeGreaterThan(countTokens("x".repeat(1_000)));
  }
});

test("filler text has exactly the length that was asked for", () => {
  for (const tokens of [0, 1, 2, 7, 800, 5_000]) expect(countTokens(fillerText(tokens))).toBe(tokens);
});

test("20 kB of Markdown go out in exactly 2,000 pieces, none of which is much longer than another", () => {
  const text = markdownFiller(5_556);
  const pieces = [...piecesOf(text, 2_000)];
  expect(pieces).toHaveLength(2_000);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  expect(new Set(pieces.map(({ tokens }) => tokens))).toEqual(new Set([2, 3]));
  expect(Math.round(text.length / 1_000)).toBe(20);
});
