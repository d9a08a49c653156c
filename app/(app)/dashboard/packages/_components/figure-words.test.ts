import { expect, test } from "vitest";
import { timesWords, wayWords, winWords } from "./figure-words";

test("results against no prompt are said plainly", () => {
  expect(winWords({ wins: 7, losses: 2, ties: 2 })).toBe("7 of 11, 2 ties");
  expect(winWords({ wins: 0, losses: 1, ties: 1 })).toBe("0 of 2, 1 tie");
  expect(winWords({ wins: 3, losses: 0, ties: 0 })).toBe("3 of 3");
  expect(winWords({ wins: 0, losses: 0, ties: 0 })).toBeNull();
});

test("how often is said in words", () => {
  expect([1, 2, 48].map(timesWords)).toEqual(["once", "twice", "48 times"]);
});

test("a way names its tool where there is one", () => {
  expect(wayWords("file", "cursor")).toBe("Main file for Cursor");
  expect(wayWords("command", null)).toBe("Install command");
});
