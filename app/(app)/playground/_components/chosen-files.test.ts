import { expect, test } from "vitest";
import { chosenFiles, commonFolder, promptTokens, toggleFile } from "./chosen-files";

const file = (path: string, tokens: number, included: boolean) => ({ path, tokens, included, bytes: tokens * 4 });
const item = { tokens: 350, files: [file("SKILL.md", 200, true), file("a.md", 100, true), file("b.md", 900, false)] };

test("the usual files are those that are included", () => {
  expect(chosenFiles(item, null)).toEqual(["SKILL.md", "a.md"]);
  expect(chosenFiles(item, ["b.md"])).toEqual(["b.md"]);
});

test("ticking files in and out keeps the package's order and comes back to the usual choice", () => {
  const more = toggleFile(item, null, "b.md");
  expect(more).toEqual(["SKILL.md", "a.md", "b.md"]);
  const other = toggleFile(item, more, "a.md");
  expect(other).toEqual(["SKILL.md", "b.md"]);
  expect(toggleFile(item, toggleFile(item, other, "a.md"), "b.md")).toBeNull();
});

test("the weight follows the choice", () => {
  expect(promptTokens(item, null)).toBe(350);
  expect(promptTokens(item, ["SKILL.md", "b.md"])).toBe(1_150);
});

test("the shared folder ends at a slash, never inside a name", () => {
  expect(commonFolder([".claude/skills/a/SKILL.md", ".claude/skills/a/references/x.md"])).toBe(".claude/skills/a/");
  expect(commonFolder(["docs/a.md", "docs2/b.md"])).toBe("");
  expect(commonFolder(["a/b.md"])).toBe("a/");
  expect(commonFolder(["a.md", "b/c.md"])).toBe("");
  expect(commonFolder([])).toBe("");
});
