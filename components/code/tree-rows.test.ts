import { expect, test } from "vitest";
import { fileTree } from "@/lib/code-files/file-tree";
import { treeMove, treeRows } from "./tree-rows";

const tree = fileTree(["src/a.ts", "src/ui/b.ts", "c.ts"].map((path) => ({ path })));
const NONE = new Set<string>();

test("what lies in a closed folder is no row", () => {
  const paths = (closed: Set<string>) => treeRows(tree, closed).map(({ node, level }) => `${level} ${node.path}`);
  expect(paths(NONE)).toEqual(["1 src", "2 src/ui", "3 src/ui/b.ts", "2 src/a.ts", "1 c.ts"]);
  expect(paths(new Set(["src"]))).toEqual(["1 src", "1 c.ts"]);
});

test.each([
  ["ArrowDown", 0, { to: 1 }],
  ["ArrowDown", 4, { to: 4 }],
  ["ArrowUp", 0, { to: 0 }],
  ["Home", 3, { to: 0 }],
  ["End", 0, { to: 4 }],
  ["ArrowRight", 0, { to: 1 }],
  ["ArrowLeft", 0, { toggle: "src" }],
  ["ArrowLeft", 2, { to: 1 }],
  ["ArrowLeft", 3, { to: 0 }],
  ["ArrowRight", 4, null],
  ["x", 0, null],
])("%s in row %i leads to %j", (key, at, move) => {
  expect(treeMove(key, treeRows(tree, NONE), at, NONE)).toEqual(move);
});

test("a closed folder is opened by the key to the right", () => {
  const closed = new Set(["src"]);
  expect(treeMove("ArrowRight", treeRows(tree, closed), 0, closed)).toEqual({ toggle: "src" });
});
