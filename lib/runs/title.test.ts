import fc from "fast-check";
import { expect, test } from "vitest";
import { codePointLength } from "@/lib/code-points";
import { titleOf } from "@/lib/runs/title";

test.each([
  ["the first line that says something", "\n  \n---\n Review   this\tcode\nfunction x() {}", "Review this code"],
  ["a heading", "## Plan for **Q3** ##\ntext", "Plan for Q3"],
  ["a list", "- [ ] first task\n- second", "first task"],
  ["a numbered list", "1. Read the file\n2. Fix it", "Read the file"],
  [
    "emphasis, code and links",
    "Fix *the* `parse()` in [the lexer](https://x.example/a_b)!",
    "Fix the parse() in the lexer!",
  ],
  [
    "names with underscores as they are",
    "Why is __init__ called before my_own_name?",
    "Why is __init__ called before my_own_name?",
  ],
  ["products and powers as they are", "Is 2 * 3 * 4 the same as 2**3?", "Is 2 * 3 * 4 the same as 2**3?"],
  ["words before a code block", "Review this:\n```ts\nconst a = 1;\n```", "Review this"],
  ["words after a code block", "```ts\nconst a = 1;\n```\nWhat does it do?", "What does it do?"],
  ["a code block alone", "```ts\n\nconst a = [1, 2];\n```", "const a = [1, 2]"],
  ["a fence that is never closed", "~~~\nlet x = 1", "let x = 1"],
  ["code that is pasted", "import fs from 'node:fs';\n\nfs.readFileSync('x');", "import fs from 'node:fs'"],
  ["generic types as they are", "Map<string, Array<number>> or Record?", "Map<string, Array<number>> or Record?"],
  ["a comment above code", "// utils.ts\nexport {}", "utils.ts"],
  ["JSON", '{\n  "name": "prpm",\n  "version": 1\n}', '"name": "prpm"'],
  ["JSON on one line", '{"a":1,"b":[true]}', '{"a":1,"b":[true]}'],
  ["a stack trace", "TypeError: x is not a function\n    at run (a.js:1:2)", "TypeError: x is not a function"],
  [
    "a trace of Python, which names the error last",
    'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n    f()\nValueError: bad digit',
    "ValueError: bad digit",
  ],
  ["one's own words before what is quoted", "> Dear all,\n> the meeting is off.\n\nAnswer this", "Answer this"],
  ["what is quoted, when that is all", "> > Dear all,\n> bye", "Dear all"],
  ["words in quotation marks", "“Make it pop”", "Make it pop"],
  ["two quotations as they are", '"this" or "that"', '"this" or "that"'],
  ["a slash command's input", "/review src/app.ts for races", "src/app.ts for races"],
  ["a slash command alone", "/review", "review"],
  ["a path as it is", "/etc/hosts is empty", "/etc/hosts is empty"],
  ["an address", "https://www.example.com/docs/start/?utm=1#top", "example.com/docs/start"],
  ["tags around words", "<task>\n<goal>Fix it</goal>\n</task>", "Fix it"],
  ["Chinese", "请把这段文字翻译成英文。\n你好", "请把这段文字翻译成英文。"],
  ["Arabic", "اكتب قصيدة عن البحر", "اكتب قصيدة عن البحر"],
  ["an emoji", "👩‍👩‍👧‍👦 🎉", "👩‍👩‍👧‍👦 🎉"],
  ["what only turns the direction of text", "\u202eevil\u202c\u200b name", "evil name"],
  ["nested brackets as they are", "Ask [[something odd=1]] of it", "Ask [[something odd=1]] of it"],
  ["signs alone", " ???\n!", "??? !"],
  ["nothing", " \n\t", "Untitled"],
  ["nothing that is seen", "\u200b", "Untitled"],
])("the title of %s", (_what, input, title) => {
  expect(titleOf(input)).toBe(title);
});

test("a long line is cut at a word, without what would stand before the dots", () => {
  expect(titleOf("word ".repeat(50))).toBe(`${"word ".repeat(16).trim()}…`);
  expect(titleOf(`${"a".repeat(60)}, ${"b".repeat(60)}`)).toBe(`${"a".repeat(60)}…`);
  expect(titleOf(`${"a".repeat(79)} b`)).toBe(`${"a".repeat(79)}…`);
});

test("what has no words is cut within, and no character that people see is cut in half", () => {
  expect(titleOf("字".repeat(10_000))).toBe(`${"字".repeat(79)}…`);
  expect(titleOf("😀".repeat(200))).toBe(`${"😀".repeat(79)}…`);
  expect(titleOf("👩‍👩‍👧‍👦".repeat(50))).toBe(`${"👩‍👩‍👧‍👦".repeat(11)}…`);
  expect(titleOf("🇬🇷".repeat(50))).toBe(`${"🇬🇷".repeat(39)}…`);
  expect(codePointLength(titleOf(`e${"\u0301".repeat(500)}`))).toBe(80);
});

test("any input has a title that is not empty, on one line, whole, and of 80 characters at most", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("```\n", "> ", "**", "\n", "[a](", "/x ", "<a>", "http://"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const title = titleOf(parts.join(""));
      expect(title.trim()).not.toBe("");
      expect(title).not.toMatch(/[\n\r\0]/);
      expect(title.isWellFormed()).toBe(true);
      expect(codePointLength(title)).toBeLessThanOrEqual(80);
    }),
  );
});

test.each(["*a", "[", "<a ", "`", "https://", "> ", "- ", "\n", "_a", " ", "Traceback (most recent call last):\n "])(
  "100,000 characters of %j have a title at once",
  (unit) => {
    const began = performance.now();
    titleOf(unit.repeat(100_000 / unit.length));
    expect(performance.now() - began).toBeLessThan(500);
  },
);
