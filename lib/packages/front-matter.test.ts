import { expect, test } from "vitest";
import { splitFrontMatter } from "@/lib/packages/front-matter";

test.each([
  ["YAML", "---\nname: a\ntags: [x, y]\n---\nBody", { name: "a", tags: ["x", "y"] }, "Body"],
  ["a byte order mark and CRLF", "\ufeff---\r\nname: a\r\n---\r\n\r\nBody\r\n", { name: "a" }, "Body\r\n"],
  [
    "a glob that YAML refuses",
    "---\ndescription: Rules\nglobs: **/*.ts,**/*.tsx\n---\nBody",
    { description: "Rules", globs: "**/*.ts,**/*.tsx" },
    "Body",
  ],
  [
    "a colon that YAML refuses",
    '---\ndescription: Use when: testing\nname: "q"\n---\nBody',
    { description: "Use when: testing", name: "q" },
    "Body",
  ],
  ["an empty block", "---\n---\nBody", {}, "Body"],
  ["a block at the end", "---\nname: a\n---", { name: "a" }, ""],
  ["no block", "# Title\n---\nname: a\n---\n", {}, "# Title\n---\nname: a\n---\n"],
  ["a block that is never closed", "---\nname: a\nBody", {}, "---\nname: a\nBody"],
  ["a list in place of fields", "---\n- a\n---\nBody", {}, "Body"],
])("reads %s", (_what, content, fields, body) => {
  expect(splitFrontMatter(content)).toEqual({ fields, body });
});

test("aliases do not blow up", () => {
  const layers = Array.from({ length: 30 }, (_unused, index) => `a${index + 1}: [*a${index}, *a${index}]`);
  const begun = performance.now();
  splitFrontMatter(`---\na0: &a0 x\n${layers.join("\n").replace(/^(a\d+): /gm, "$1: &$1 ")}\n---\nBody`);
  expect(performance.now() - begun).toBeLessThan(500);
});
