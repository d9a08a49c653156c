import fc from "fast-check";
import { expect, test } from "vitest";
import { fillCommand, splitArguments } from "@/lib/packages/fill-command";

test.each([
  ["Fix $ARGUMENTS now", "issue 12", "Fix issue 12 now"],
  ["$ARGUMENTS and $ARGUMENTS", "a\nb", "a\nb and a\nb"],
  ["Move $1 to $2.", "a 'b c' d", "Move a to b c."],
  ["$2 before $1", "one", " before one"],
  ["$1 of $ARGUMENTS", "x y", "x of x y"],
  ["the tenth: $10, the first: $1", "a b c d e f g h i j", "the tenth: j, the first: a"],
  ["$1st", "x", "xst"],
  ["<$ARGUMENTS>", " a \n", "< a \n>"],
])("%s takes its arguments", (template, input, filled) => {
  expect(fillCommand(template, input)).toBe(filled);
});

test("a template with no place for it is followed by the input", () => {
  expect(fillCommand("Write a haiku.\n", "about rain")).toBe("Write a haiku.\n\nabout rain");
});

test("amounts, escapes and other names stay as they were written", () => {
  const template = "$100, $5.00, $1,000, $0, $$1, \\$1, $$ARGUMENTS, $ARGUMENTS_LIST, $arguments";
  expect(fillCommand(template, "x")).toBe(`${template}\n\nx`);
});

test("what the input holds is never read as a pattern or a placeholder", () => {
  const hostile = "$& $` $' $1 $ARGUMENTS $$";
  expect(fillCommand("[$ARGUMENTS]", hostile)).toBe(`[${hostile}]`);
  expect(fillCommand("[$1][$2]", "'$2' b")).toBe("[$2][b]");
});

test.each([
  ["a  b\tc\nd", ["a", "b", "c", "d"]],
  ["\"a b\" 'c d' e\\ f", ["a b", "c d", "e f"]],
  ["a\"b c\"d''", ["ab cd"]],
  ["'' \"\"", ["", ""]],
  ["it's fine", ["it's", "fine"]],
  ['say "hi', ["say", '"hi']],
  ['"a \\" b" \'c \\\' d', ['a " b', "c \\", "d"]],
  ["back\\", ["back\\"]],
  ["", []],
])("%s is split as a shell splits words", (input, words) => {
  expect(splitArguments(input)).toEqual(words);
});

test("a message that would be too long is refused before it is built, up to the limit it is built", () => {
  const message = "This command would make more than 400,000 characters of the input; give it a shorter one.";
  const word = "a".repeat(99_999);
  const begun = performance.now();
  for (const template of ["$ARGUMENTS ".repeat(4_000), "$ARGUMENTS".repeat(50_000), "$1".repeat(100_000)]) {
    expect(() => fillCommand(template, word)).toThrow(
      expect.objectContaining({ code: "invalid_input", details: { issues: [{ path: "userInput", message }] } }),
    );
  }
  expect(performance.now() - begun).toBeLessThan(500);
  expect(fillCommand("$ARGUMENTS".repeat(4), "a".repeat(100_000))).toHaveLength(400_000);
  expect(() => fillCommand(`.${"$ARGUMENTS".repeat(4)}`, "a".repeat(100_000))).toThrow("400,000 characters");
  expect(fillCommand("a".repeat(399_997), "b")).toHaveLength(400_000);
  expect(() => fillCommand("a".repeat(399_998), "b")).toThrow("400,000 characters");
});

test("long hostile inputs are split in no time", () => {
  const begun = performance.now();
  for (const part of ["'", '"', "\\", "\\'", '"\\', "'\"", " ", "a"]) {
    for (const end of ["", "'", '"']) splitArguments(part.repeat(100_000) + end);
  }
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test("any input goes into $ARGUMENTS unchanged", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (input) => fillCommand("<$ARGUMENTS>", input) === `<${input}>`));
});
