import { expect, test } from "vitest";
import { splitFrontMatter } from "./front-matter";

test("takes the front matter off the text", () => {
  expect(splitFrontMatter("---\nname: a\nb: c\n---\n# Title\n")).toEqual({
    frontMatter: "name: a\nb: c",
    body: "# Title\n",
  });
  expect(splitFrontMatter("---\r\nname: a\r\n---\r\ntext")).toEqual({ frontMatter: "name: a", body: "text" });
});

test("leaves text alone that only looks so", () => {
  for (const text of ["# Title\n\n---\n\nx\n---\n", "---\nnever closed", "text"]) {
    expect(splitFrontMatter(text)).toEqual({ frontMatter: null, body: text });
  }
});
