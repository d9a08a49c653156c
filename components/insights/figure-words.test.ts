import { expect, test } from "vitest";
import { countWords, modelWords, partWords, periodWords } from "./figure-words";

const TODAY = "2026-11-28";

test("days are said as people say them", () => {
  const say = (from: string, to: string, today = TODAY) => periodWords({ from, to }, today);
  expect(say("2026-11-22", TODAY)).toBe("in the last 7 days");
  expect(say("2026-10-30", TODAY)).toBe("in the last 30 days");
  expect(say("2026-11-01", TODAY)).toBe("this month");
  expect(say("2026-11-01", "2026-11-30", "2026-11-30")).toBe("in the last 30 days");
  expect([say(TODAY, TODAY), say("2026-11-05", "2026-11-05")]).toEqual(["today", "on 5 Nov"]);
  expect(say("2026-11-03", "2026-11-09")).toBe("from 3 Nov to 9 Nov");
  expect(say("2025-12-30", "2026-01-05")).toBe("from 30 Dec 2025 to 5 Jan");
});

test("one is one, and a part of nothing is not a rate", () => {
  expect([countWords(1, "run"), countWords(1_204, "run")]).toEqual(["1 run", "1,204 runs"]);
  expect([partWords(3, 12), partWords(0, 0)]).toEqual(["3 of 12, 25\u00a0%", "–"]);
});

test("a model that is gone keeps the name its runs have", () => {
  expect([modelWords("sonnet"), modelWords("sonnet-3")]).toEqual(["Sonnet 5.5", "sonnet-3"]);
});
