import fc from "fast-check";
import { expect, test } from "vitest";
import { boundTokens } from "@/lib/packages/estimate-tokens";

// Counts of an older Claude vocabulary (npm @anthropic-ai/tokenizer 0.0.4) times 1.3, the documented growth of the
// current one, as far as that stays under a token a byte; random text, which has little to grow by, times 1.15.
test.each([
  ["prose", "The quick brown fox jumps over the lazy dog while seventeen reviewers disagree about commas.", 21],
  ["French", "Les modèles de langage découpent le texte ; l’anglais est privilégié, le français un peu moins.", 43],
  ["German", "Die Geschwindigkeitsbegrenzung auf Landstraßen wurde überarbeitet.", 25],
  ["Russian", "Правительство объявило о новой программе развития здравоохранения.", 41],
  ["Arabic", "أعلنت الحكومة عن خطة جديدة لتحسين الخدمات الصحية", 56],
  ["Chinese", "政府宣布了一项新的计划，旨在改善农村地区的医疗服务。", 42],
  ["Korean", "정부는 모든 국민이 저렴한 가격으로 치료를 받을 수 있도록", 42],
  ["Thai", "รัฐบาลประกาศแผนใหม่เพื่อปรับปรุงบริการสุขภาพ", 103],
  ["code", "for (const [key, value] of Object.entries(map)) if (value?.length > 0) out[key] = value + `;`", 43],
  ["JSON", '{"id":"019a1b2c-3d4e","tags":["a","b"],"n":12345.678,"ok":true,"nested":{"x":null}}', 49],
  ["base64", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ", 29],
  ["digits", "31415926535897932384626433832795", 17],
  ["emoji", "👩‍💻🏳️‍🌈🧑🏽‍🚀❤️✅", 38],
  ["combining marks", "Z̷͎̈a̵̢͝l̴̰̇g̶̼̓o̶͖͝", 35],
])("%s is never counted low", (_what, text, counted) => {
  expect(boundTokens(text)).toBeGreaterThanOrEqual(counted);
});

test("English prose comes out a quarter to two fifths above what it counts", () => {
  const prose =
    "Answer four questions about one feature: what are we building, what can go wrong, what will we do about it, " +
    "and how will we know that it works. Aim for a page that a team discusses in half an hour, with the five to nine " +
    "threats that matter, not a catalogue. Write a threat as one sentence: who, does what, at which step, and what " +
    "they gain. If you cannot say how they would do it, drop it.";
  const counted = 94 * 1.3;
  expect(boundTokens(prose) / counted).toBeGreaterThan(1.15);
  expect(boundTokens(prose) / counted).toBeLessThan(1.5);
});

test("nothing is nothing, and a word is never under a token per 3.2 letters", () => {
  expect(boundTokens("")).toBe(0);
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z]{1,200}$/), (word) => boundTokens(word) >= word.length / 3.2));
});

test("no text counts more than four tokens a character, and two texts as much as both but for the seam", () => {
  const text = fc.string({ unit: "binary", maxLength: 300 });
  const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 300 });
  fc.assert(
    fc.property(fc.oneof(text, ascii), fc.oneof(text, ascii), (left, right) => {
      const [a, b, both] = [boundTokens(left), boundTokens(right), boundTokens(left + right)];
      expect(a).toBeLessThanOrEqual(4 * left.length);
      expect(both).toBeGreaterThanOrEqual(Math.max(a, b) - 5);
      expect(Math.abs(both - a - b)).toBeLessThanOrEqual(5);
    }),
    { numRuns: 1_000 },
  );
});

test("a hundred thousand characters of anything take no time, and twice as many twice as long at most", () => {
  const worst = ["a", "A", "aA", " ", "\n", "=", "1", "政", "😀", "\ud800", "e\u0301", "The end. "];
  for (const part of worst) boundTokens(part.repeat(1_000));
  for (const part of worst) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const times = [1, 2, 3].map(() => {
      const begun = performance.now();
      boundTokens(text);
      return performance.now() - begun;
    });
    expect(Math.min(...times)).toBeLessThan(300);
  }
});
