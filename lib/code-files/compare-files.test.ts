import { expect, test } from "vitest";
import { compareFiles } from "./compare-files";
import { fileTree } from "./file-tree";
import { previewKind } from "./preview-kind";

const file = (path: string, text = "") => ({ path, text, finished: true });

test("files are marked as added, changed, the same and removed", () => {
  const marks = compareFiles([file("a", "1"), file("b", "1"), file("c")], [file("b", "2"), file("a", "1"), file("d")]);
  expect(marks.map(({ path, mark }) => `${path} ${mark}`)).toEqual(["b changed", "a same", "d added", "c removed"]);
  expect(marks.at(-1)).toMatchObject({ before: "", after: null });
});

test("a tree has folders first, each level by name", () => {
  const nodes = fileTree([file("z.ts"), file("src/b.ts"), file("src/a/x.ts"), file("a.ts")]);
  expect(nodes.map(({ name }) => name)).toEqual(["src", "a.ts", "z.ts"]);
  const [src] = nodes;
  expect(src?.kind === "folder" && src.children.map(({ path }) => path)).toEqual(["src/a", "src/b.ts"]);
});

test.each([
  ["index.HTML", "html"],
  ["src/App.tsx", "component"],
  ["types.d.ts", null],
  ["Makefile", null],
  ["a.constructor", null],
])("%s is looked at as %s", (path, kind) => {
  expect(previewKind(path)).toBe(kind);
});
