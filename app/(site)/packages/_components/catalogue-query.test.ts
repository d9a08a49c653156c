import { expect, test } from "vitest";
import { catalogueHref, readCatalogueQuery } from "./catalogue-query";

test("reads what it knows and leaves out the rest", () => {
  expect(
    readCatalogueQuery({ q: "  review ", format: "claude", subtype: "nonsense", tag: ["a", "b"], open: "x", y: "z" }),
  ).toEqual({
    q: "review",
    format: "claude",
    tag: "a",
  });
  expect(readCatalogueQuery({ q: "  " })).toEqual({});
  expect(readCatalogueQuery({ q: "a\0b", tag: "\0", open: ["x"] })).toEqual({ q: "ab" });
  expect(readCatalogueQuery({ q: `${"a".repeat(199)}\u{1f600}` }).q?.isWellFormed()).toBe(true);
});

test("a changed filter goes back to the first page and folds the open row", () => {
  const query = { q: "sql", format: "claude", cursor: "abc", open: "id" } as const;
  expect(catalogueHref(query, { format: "cursor" })).toBe("/packages?q=sql&format=cursor");
  expect(catalogueHref(query, { q: undefined })).toBe("/packages?format=claude");
});

test("unfolding a row stays on its page", () => {
  expect(catalogueHref({ cursor: "abc" }, { open: "id" })).toBe("/packages?cursor=abc&open=id");
  expect(catalogueHref({ open: "id" }, { open: undefined })).toBe("/packages");
});

test("words are escaped", () => {
  expect(catalogueHref({}, { q: "a&b=c d" })).toBe("/packages?q=a%26b%3Dc+d");
});
