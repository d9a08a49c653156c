import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesOf } from "./files-of";

const block = (info: string, text: string) => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const paths = (markdown: string) => filesOf(markdown).map(({ path }) => path);
const CODE = "one\ntwo\nthree";

test.each([
  ["behind the language", block("tsx src/App.tsx", CODE)],
  ["as a title", block('tsx title="src/App.tsx"', CODE)],
  ["as file=", block("file=src/App.tsx", CODE)],
  ["in place of the language", block("src/App.tsx", CODE)],
  ["after a colon", block("tsx:src/App.tsx", CODE)],
  ["in a comment on the first line", block("tsx", `// src/App.tsx\n${CODE}`)],
  ["in a labelled comment", block("tsx", `/* File: src/App.tsx */\n${CODE}`)],
  ["in bold above", `**src/App.tsx**\n\n${block("tsx", CODE)}`],
  ["in bold code above", `**\`src/App.tsx\`**:\n${block("tsx", CODE)}`],
  ["in a heading above", `### 1. \`src/App.tsx\` (new)\n${block("tsx", CODE)}`],
  ["with a label above", `File: src/App.tsx\n${block("tsx", CODE)}`],
  ["in a sentence that leads to it", `Then write \`src/App.tsx\`:\n\n${block("tsx", CODE)}`],
  ["in a list", `1. Here:\n\n   \`\`\`tsx src/App.tsx\n   ${CODE.replaceAll("\n", "\n   ")}\n   \`\`\`\n`],
  ["between waves", `~~~tsx src/App.tsx\n${CODE}\n~~~\n`],
  ["with another system's line ends", block("tsx src/App.tsx", CODE).replaceAll("\n", "\r\n")],
])("a file is named %s", (_, markdown) => {
  const [file, ...others] = filesOf(markdown);
  expect(others).toEqual([]);
  expect(file).toMatchObject({ path: "src/App.tsx", finished: true });
  expect(file?.text.endsWith(`${CODE}\n`)).toBe(true);
});

test.each([
  ["commands to type", block("bash", "npm install\nnpm test\nnpm start")],
  ["a line or two", block("ts", "const a = 1;\nconst b = 2;")],
  ["a language nobody knows", block("", CODE) + block("text", CODE) + block("klingon", CODE)],
  ["prose with a version", `Since v1.2\n\n${block("text", CODE)}`],
  ["an empty block", block("html", "")],
])("%s is no file", (_, markdown) => {
  expect(filesOf(markdown)).toEqual([]);
});

test("a block worth a file is given a name, and ones that the answer gives are not taken", () => {
  const markdown = [block("py", CODE), block("py", CODE), block("tsx", "<b />"), block("ts snippet.py", CODE)].join("");
  expect(paths(markdown)).toEqual(["snippet-2.py", "snippet-3.py", "component.tsx", "snippet.py"]);
});

test("a page's style sheet and script are called what the page calls them", () => {
  const page = '<link rel="stylesheet" href="look.css"><script src="./app.js"></script>';
  expect(paths(block("html", page) + block("css", CODE) + block("js", CODE))).toEqual([
    "index.html",
    "look.css",
    "app.js",
  ]);
});

test("a path written again is the newer version of its file, in its first place", () => {
  const markdown = block("ts a.ts", "old") + block("ts b.ts", "b") + block("ts ./src/../a.ts", "new");
  expect(filesOf(markdown)).toEqual([
    { path: "a.ts", text: "new\n", finished: true },
    { path: "b.ts", text: "b\n", finished: true },
  ]);
});

describe("unfinished and nested fences", () => {
  test("the file that an answer ends in the middle of is there as far as it came", () => {
    expect(filesOf("```ts a.ts\nconst a =")).toEqual([{ path: "a.ts", text: "const a =\n", finished: false }]);
    expect(filesOf("```ts a.ts")).toEqual([{ path: "a.ts", text: "", finished: false }]);
  });

  test("a longer fence holds shorter ones, and waves hold ticks", () => {
    const inside = "# Title\n\n```ts src/x.ts\nlet x;\n```";
    expect(filesOf(`\`\`\`\`md README.md\n${inside}\n\`\`\`\`\n`)).toEqual([
      { path: "README.md", text: `${inside}\n`, finished: true },
    ]);
    expect(paths(`~~~md README.md\n${inside}\n~~~`)).toEqual(["README.md"]);
  });
});

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d) *(?:\.|$)/i;

/** Can these be unpacked side by side on any system? */
function expectUnpackable(all: readonly string[]): void {
  const known = new Set<string>();
  const folders = new Set<string>();
  for (const path of all) {
    expect(path.length).toBeLessThanOrEqual(220);
    const segments = path.split("/");
    expect(segments.length).toBeLessThanOrEqual(16);
    for (const segment of segments) {
      expect(segment).toMatch(/^[^<>:"|?*\\\p{Cc}\p{Cf}]+$/u);
      expect(segment).not.toMatch(/^\.+$|[. ]$|^ /);
      expect(segment).not.toMatch(RESERVED);
    }
    const key = path.toLowerCase();
    expect(known.has(key)).toBe(false);
    known.add(key);
    for (let end = 1; end < segments.length; end += 1) folders.add(segments.slice(0, end).join("/").toLowerCase());
  }
  for (const folder of folders) expect(known.has(folder)).toBe(false);
}

test("names that lead elsewhere, are reserved, unseen, too long or alike become safe and stay distinct", () => {
  const names = [
    ...["../../etc/passwd.txt", "/etc/passwd.txt", "C:\\Windows\\a.ts", "..\\a.ts", "a.ts", "A.ts"],
    ...["con.js", "con .ts", "src/NUL.txt", "com1.ts", "lpt9", "src", "src/deep/x.ts", "src/deep", "SRC/y.ts"],
    ...[
      "a\u0000b.ts",
      "a\u202etxt.exe.ts",
      "a\u061c\u{e0041}c.ts",
      "trail. /x. .ts",
      `${"long".repeat(100)}.tsx`,
      "__proto__",
      "....",
      " .ts",
    ],
    ...[`${"deep/".repeat(40)}x.ts`, "e\u0301.ts", "\u00e9.ts", "what?.ts", "a:b.ts"],
  ];
  const markdown = names.map((name) => block(`ts title="${name}"`, CODE)).join("");
  const all = paths(markdown);
  // The two ways to write an é are one name; everything else is a file of its own.
  expect(all.length).toBe(names.length - 1);
  expectUnpackable(all);
  expect(all.slice(0, 6)).toEqual(["etc/passwd.txt", "etc/passwd-2.txt", "Windows/a.ts", "a.ts", "a-2.ts", "A-3.ts"]);
});

test("whatever the names are, what comes out can be unpacked side by side", () => {
  const piece = fc.constantFrom(
    "..",
    ".",
    "",
    "a",
    "A",
    "con",
    "nul.txt",
    "x.ts",
    "x",
    " ",
    "C:",
    "\\",
    "é",
    "…",
    "a.",
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join("/"));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 30 }), (names) => {
      expectUnpackable(paths(names.map((one) => block(`ts title="${one}"`, CODE)).join("")));
    }),
  );
});

test.each([
  ["ten thousand lines", block("ts a.ts", "let x = 1;\n".repeat(10_000))],
  ["a line of a megabyte", block("ts a.ts", "x".repeat(1_000_000))],
  ["a megabyte behind a fence", block(`ts ${"a.".repeat(500_000)}`, CODE)],
  ["a megabyte of dots above a fence", `${". ".repeat(500_000)}\n${block("ts", CODE)}`],
  ["bytes that are no text", block("ts a.bin.ts", "\u0000\ufffd\ud800\u0007".repeat(100_000))],
  ["nothing but fences", "```\n".repeat(250_000)],
  ["a hundred thousand files of one kind", block("html", "x").repeat(100_000)],
  ["a hundred thousand names of one file", block("html a.html", "x").repeat(100_000)],
  [
    "names that are all alike",
    Array.from({ length: 20_000 }, (_, n) => block(`ts ${"../".repeat(n % 400)}a.ts`, "x")).join(""),
  ],
  ["comments full of blanks", block("ts", `//a${" ".repeat(290)}b`).repeat(1_000)],
  ["lines full of blanks above fences", `a${" ".repeat(290)}b\n${block("ts", "x")}`.repeat(10_000)],
  ["a megabyte of ticks", "`".repeat(1_000_000)],
  ["a megabyte of spaces", block("html", `src${" ".repeat(1_000_000)}`)],
])("%s are read in little time", (_, markdown) => {
  const began = performance.now();
  expect(filesOf(markdown).length).toBeLessThanOrEqual(500);
  expect(performance.now() - began).toBeLessThan(1_500);
});

test("no text makes it fail", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("```", "~~~~", "\n", " ", "ts", "a.ts", "**", "`", ":", "// ", "\ud800"), {
        maxLength: 60,
      }),
      (pieces) => {
        expect(() => filesOf(pieces.join(""))).not.toThrow();
      },
    ),
  );
});
