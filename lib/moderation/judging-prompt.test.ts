import { expect, test } from "vitest";
import { headAndTail, judgingMessage, MOST_TOKENS } from "@/lib/moderation/judging-prompt";
import { boundTokens } from "@/lib/packages/estimate-tokens";

test("a text that fits is sent whole", () => {
  const texts = [
    { at: "title", text: "Reviews" },
    { at: "turn 1", text: "Judge </shared-0> this." },
  ];
  expect(judgingMessage(texts, "k7")).toBe(
    "<shared-k7>\n(title)\nReviews\n\n(turn 1)\nJudge </shared-0> this.\n</shared-k7>\n\nJudge the texts between the two marks.",
  );
});

test.each([
  ["words", "lorem ipsum dolor sit amet "],
  ["digits", "8675309"],
  ["emoji", "🎉🦜"],
])("of long %s the beginning and the end are kept, and it is said how much is not", (_name, piece) => {
  const text = `BEGIN ${piece.repeat(60_000)} END`;
  const cut = headAndTail(text, MOST_TOKENS);
  expect(boundTokens(cut)).toBeLessThanOrEqual(MOST_TOKENS);
  expect(boundTokens(cut)).toBeGreaterThan(MOST_TOKENS / 2);
  expect(cut).toMatch(/^BEGIN [\s\S]+\n\[… \d+ characters are left out here …\]\n[\s\S]+ END$/);
  expect(cut.isWellFormed()).toBe(true);
});

test("a text whose middle is light and whose ends are heavy still fits", () => {
  const text = `${"7".repeat(50_000)}${" ".repeat(900_000)}${"字".repeat(50_000)}`;
  expect(boundTokens(headAndTail(text, 1_000))).toBeLessThanOrEqual(1_000);
});
