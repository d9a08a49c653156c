import fc from "fast-check";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { splitBlocks } from "./blocks";
import { MarkdownDocument } from "./markdown-document";
import { mendOpenText } from "./mend";

const LENGTH = 100_000;

const drawn = (text: string): string => renderToString(<MarkdownDocument text={text} />);

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const PROSE = "The **quick** brown `fox` jumps over _it_, see [this](https://example.com/a) now.\n\n";
const PROSE_PAGE = PROSE.repeat(LENGTH / PROSE.length);

/**
 * Is this done about as fast as ordinary text of the same length is drawn? Without bounds it takes hundreds of times
 * as long. Both are measured anew when the answer is no, because the machine may be busy with something else.
 */
function isQuick(work: () => unknown): boolean {
  for (let tries = 0; tries < 3; tries += 1) {
    const time = timeOf(work);
    if (time < 1_000 || time < 15 * timeOf(() => drawn(PROSE_PAGE))) return true;
  }
  return false;
}

const REPEATED = [
  ...["a.", "a@", "http://a.", "**a ", "*a_", "~~a ", "*a**b", "`` ` ", "[", "![", "[a](b", "[a][b", "<a ", "|a"],
  ...["> ", ">", "- ", "- > ", "1. ", "- a\n", "a\n=\n", "a|b\n-|-\n", "a\n-|-\n", "```\n", "[a]: b\n"],
  ...[">     a\nb\n", "> - a\nb\n", "<!-- a\n", "&lt;a"],
];

test.each(REPEATED)("%j again and again is read and drawn in little time", { timeout: 60_000 }, (unit) => {
  const text = unit.repeat(LENGTH / unit.length);
  expect(isQuick(() => drawn(text))).toBe(true);
});

const staircase = (depth: number) =>
  Array.from({ length: depth + 1 }, (_, level) => `${">".repeat(depth - level)}a\n`).join("");

const BUILT: [what: string, text: string][] = [
  ["an address that never ends", `${"a.".repeat(LENGTH / 2)}@`],
  ["emphasis that is opened first and closed later", "*a ".repeat(LENGTH / 6) + "b* ".repeat(LENGTH / 6)],
  ["one end for many beginnings", `${"**a ".repeat(LENGTH / 4)}b*`],
  ["a run of stars around a letter", `${"*".repeat(LENGTH / 2)}a${"*".repeat(LENGTH / 2)}`],
  ["nested brackets", "[".repeat(LENGTH / 2) + "](b)".repeat(LENGTH / 8)],
  ["a quotation 3,000 levels deep", `${"> ".repeat(3_000)}a`],
  ["a deep quotation that goes on lazily", "> ".repeat(40) + "a\n".repeat(LENGTH / 2)],
  ["a deep list that goes on lazily", "- ".repeat(45) + "a\n".repeat(LENGTH / 2)],
  ["a list item of many lines", "- a\n".repeat(LENGTH / 8) + "b\n".repeat(LENGTH / 4)],
  ["quotations that end level by level", staircase(40).repeat(LENGTH / 900)],
  ["a wide table of short rows", `${"a|".repeat(10_000)}\n${"-|".repeat(10_000)}\n${"a\n".repeat(LENGTH / 4)}`],
  ["ever longer rows of backticks", Array.from({ length: 440 }, (_, length) => `a${"`".repeat(length)}`).join("")],
  ["a rule that is none", `${"* ".repeat(LENGTH / 2)}a`],
];

test.each(BUILT)("%s is read and drawn in little time", { timeout: 60_000 }, (_what, text) => {
  expect(isQuick(() => drawn(text))).toBe(true);
});

test("what is drawn is not many times as long as the text", () => {
  const address = `[a]: https://example.com/${"y".repeat(30_000)}\n\n`;
  for (const text of [address + "[a]".repeat(10_000), BUILT[10]?.[1] ?? "", "```\n".repeat(20_000)]) {
    expect(drawn(text).length).toBeLessThan(40 * text.length);
  }
});

test("the end of a text that is still arriving is mended in little time", () => {
  for (const unit of ["![", "[a](", " \n", "*a ", "`", "[a]"]) {
    expect(
      isQuick(() => mendOpenText(unit.repeat(LENGTH / unit.length))),
      unit,
    ).toBe(true);
  }
});

test("text that is nested too deep is shown as it is written", () => {
  const deep = `${">".repeat(20_000)}x`;
  expect(splitBlocks(deep)).toMatchObject([{ raw: deep, token: { type: "code", text: deep } }]);
  expect(splitBlocks(`${"> ".repeat(20)}x`)).toMatchObject([{ token: { type: "blockquote" } }]);
});

test("past 64,000 characters the text is shown as it is written", () => {
  const html = drawn(`${"**word** word\n\n".repeat(5_000)}**last**`);
  expect(html).toContain("<strong>word</strong>");
  expect(html).toContain("**last**");
});

test("any text can be drawn, and mended, and none of it is lost", () => {
  const marks = ["*", "_", "~~", "`", "```\n", "[", "](", ")", "![", "<", ">", "> ", "- ", "1. ", "|", "|-|\n", "# "];
  const words = [
    "\n",
    "\n\n",
    "    ",
    "a",
    "a@b.c ",
    "http://a.b",
    "&#0;",
    "[a]: b\n",
    "<!--",
    "-->",
    "\\",
    "\ud800",
    "\0",
  ];
  const part = fc.oneof(fc.constantFrom(...marks, ...words), fc.string({ unit: "binary", maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      drawn(text);
      mendOpenText(text);
      const joined = splitBlocks(text).map(({ raw }) => raw);
      expect(joined.join("").trimEnd()).toBe(text.replace(/\r\n?/g, "\n").trimEnd());
    }),
    { numRuns: 1_000 },
  );
}, 60_000);
