import { expect, test } from "vitest";
import { todayWords } from "./today-words";

const TODAY = { runs: 312, people: 80, costMicroUsd: 4_120_000, earnedMicroUsd: 13_200_000 };

test("the day so far is one sentence, which ends with whether anybody is needed", () => {
  expect(todayWords(TODAY, 0)).toBe(
    "Today 312 runs by 80 people cost $4.12 at the provider and earned $13.20; nothing needs you.",
  );
  expect(todayWords({ ...TODAY, costMicroUsd: 163_700, earnedMicroUsd: 2_300 }, 0)).toContain(
    "cost $0.16 at the provider and earned $0.0023;",
  );
  expect(todayWords({ ...TODAY, runs: 1, people: 1 }, 2)).toMatch(
    /^Today one run by one person cost .*; 2 things need you\.$/,
  );
  expect(todayWords({ ...TODAY, runs: 1, people: 0 }, 1)).toMatch(/^Today one run cost .*; one thing needs you\.$/);
  expect(todayWords({ ...TODAY, runs: 0, people: 0 }, 0)).toBe("Nothing was run today so far; nothing needs you.");
});
