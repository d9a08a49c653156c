import { expect, test } from "vitest";
import { countWords, partWords, periodWords, timesWords, wayWords, winWords } from "./figure-words";

const TODAY = "2026-11-28";

test("days are said as people say them", () => {
  expect(periodWords({ from: "2026-10-30", to: TODAY }, TODAY)).toBe("in the last 30 days");
  expect(periodWords({ from: TODAY, to: TODAY }, TODAY)).toBe("today");
  expect(periodWords({ from: "2026-11-05", to: "2026-11-05" }, TODAY)).toBe("on 5 Nov");
  expect(periodWords({ from: "2025-12-30", to: "2026-01-05" }, TODAY)).toBe("from 30 Dec 2025 to 5 Jan");
});

test("results against no prompt are said plainly", () => {
  expect(winWords({ wins: 7, losses: 2, ties: 2 })).toBe("7 of 11, 2 ties");
  expect(winWords({ wins: 0, losses: 1, ties: 1 })).toBe("0 of 2, 1 tie");
  expect(winWords({ wins: 3, losses: 0, ties: 0 })).toBe("3 of 3");
  expect(winWords({ wins: 0, losses: 0, ties: 0 })).toBeNull();
});

test("one is one, and a part of nothing is not a rate", () => {
  expect([countWords(1, "run"), countWords(1_204, "run")]).toEqual(["1 run", "1,204 runs"]);
  expect([1, 2, 48].map(timesWords)).toEqual(["once", "twice", "48 times"]);
  expect([partWords(3, 12), partWords(0, 0)]).toEqual(["3 of 12, 25 %", "–"]);
});

test("a way names its tool where there is one", () => {
  expect(wayWords("file", "cursor")).toBe("Main file for Cursor");
  expect(wayWords("command", null)).toBe("Install command");
});
