import { expect, test } from "vitest";
import { searchWords } from "@/lib/search-words";

test("words are what is left of anything typed", () => {
  expect(searchWords("@prpm/Code-Review")).toEqual({
    all: "prpm & code & review:*",
    any: "prpm | code | review",
    text: "prpm code review",
    name: "prpm-code-review",
  });
  expect(searchWords("a & !b | (c:*) <-> 'd' \\")?.all).toBe("a & b & c & d:*");
  expect(searchWords("Überprüfung 审查")?.text).toBe("überprüfung 审查");
});

test("without a word there is nothing to search for", () => {
  for (const typed of ["", "  ", "!!!", "\0", "\ud800", "'"]) expect(searchWords(typed)).toBeNull();
});

test("long inputs are cut", () => {
  expect(searchWords("w ".repeat(1_000))?.any.split(" | ")).toHaveLength(12);
});
