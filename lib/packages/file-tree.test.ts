import { expect, test } from "vitest";
import { memoryTree } from "@/lib/packages/file-tree";

const bytes = (text: string) => new TextEncoder().encode(text);
const tree = memoryTree(
  new Map([
    ["docs/Straße.md", bytes("s")],
    ["docs/b.md", bytes("b")],
    ["docs-old.md", bytes("old")],
    ["a.md", bytes("a\r\n")],
  ]),
);

test("a name finds its file or its folder's files without regard to case", async () => {
  expect(await tree.find("A.MD")).toEqual(["a.md"]);
  expect(await tree.find("docs/STRASSE.md")).toEqual(["docs/Straße.md"]);
  expect(await tree.find("Docs")).toEqual(["docs/Straße.md", "docs/b.md"]);
  expect(await tree.find("doc")).toEqual([]);
});

test("a file that several packages name is decoded once, and not at all when there is no room for it", async () => {
  expect(await tree.readText("a.md", 2)).toBeNull();
  const text = await tree.readText("a.md", 3);
  expect(text).toEqual({ content: "a\r\n", bytes: 3 });
  expect(await tree.readText("a.md", 3)).toBe(text);
});
