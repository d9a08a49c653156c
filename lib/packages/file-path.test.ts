import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { cleanPath, isIgnored, pathKey, shownPath } from "@/lib/packages/file-path";

test.each([
  ["./a/./b//c.md", "a/b/c.md"],
  [".claude/skills/x/SKILL.md", ".claude/skills/x/SKILL.md"],
  ["a..b/...", "a..b/..."],
  ["with space/ünïcode/名前.md", "with space/ünïcode/名前.md"],
  ["./", ""],
])("%s becomes %s", (raw, clean) => {
  expect(cleanPath(raw)).toBe(clean);
});

test.each([
  "..",
  "a/..",
  "../a",
  "/a",
  "C:a",
  "a\\b",
  "a\0b",
  "a\nb",
  "a\u202eb",
  "a\u2028b",
  "\ufffd",
  "\ud800",
  "é".repeat(257),
])("%j is refused", (raw) => {
  expect(() => cleanPath(raw)).toThrow(AppError);
});

test("what comes through stays below its folder", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", ".", "/", "\\", "..", "\0", "C:", "é") }), (raw) => {
      try {
        const segments = cleanPath(raw).split("/");
        expect(segments).not.toContain("..");
        expect(segments.slice(1)).not.toContain("");
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});

test("names that one machine takes for the same have the same key", () => {
  expect(pathKey("Docs/Caf\u00e9.MD")).toBe(pathKey("docs/cafe\u0301.md"));
  expect(pathKey("stra\u00dfe")).toBe(pathKey("STRASSE"));
  expect(pathKey("a.md")).not.toBe(pathKey("b.md"));
});

test("what tools leave behind is ignored, and dot folders are not", () => {
  for (const path of [".git/config", "a/node_modules/b.js", "__MACOSX/x", "a/.DS_Store", "a/._b.md"])
    expect(isIgnored(path)).toBe(true);
  for (const path of [".github/x.md", ".claude/agents/a.md", ".gitignore", "a.git/b"])
    expect(isIgnored(path)).toBe(false);
});

test("a sentence shows nothing invisible", () => {
  expect(shownPath("a\u0007\u202e\ud800b")).toBe("a\\u{7}\\u{202e}\ufffdb");
  expect(shownPath("x".repeat(500))).toHaveLength(123);
});
