import { expect, test } from "vitest";
import { apartSentence, packageSentence, packagesSentence, pickSentence } from "./figure-sentences";

const WHEN = "in the last 30 days";

test("the sentence over all packages names the most used one", () => {
  const say = (...packages: [string, number][]) =>
    packagesSentence(
      packages.map(([name, runs]) => ({ name, runs })),
      WHEN,
    );
  expect(say()).toBe("Nothing of yours is published yet.");
  expect(say(["harbour", 0])).toBe("Nobody else ran your package in the last 30 days.");
  expect(say(["harbour", 0], ["quay", 0])).toBe("Nobody else ran your packages in the last 30 days.");
  expect(say(["harbour", 1])).toBe("Others ran harbour once in the last 30 days.");
  expect(say(["harbour", 40], ["quay", 8])).toBe(
    "Others ran your packages 48 times in the last 30 days, most often harbour.",
  );
  expect(say(["harbour", 4], ["quay", 4])).toBe("Others ran your packages 8 times in the last 30 days.");
  expect(say(["harbour", 4], ["quay", 0])).toBe(
    "Others ran harbour 4 times in the last 30 days, and no other package of yours.",
  );
});

test("a package's sentence says how often, how well, and who came back", () => {
  const say = (runs: number, successRate: number | null, people: number, returned: number) =>
    packageSentence({ runs, successRate, people, returned }, WHEN);
  expect(say(0, null, 0, 0)).toBe("Nobody else ran it in the last 30 days.");
  expect(say(0, null, 1, 0)).toBe(
    "Nobody else ran it in the last 30 days. The one person who ever ran it has not come back on another day.",
  );
  expect(say(48, 0.96, 10, 3)).toBe(
    "Others ran it 48 times in the last 30 days; 96\u00a0% of the runs succeeded. Of the 10 people who ever ran it, 3 came back on another day.",
  );
  expect(say(2, 0, 2, 0)).toBe(
    "Others ran it twice in the last 30 days; none of the runs succeeded. Of the 2 people who ever ran it, nobody came back on another day.",
  );
  expect(say(2, 1, 1, 1)).toBe(
    "Others ran it twice in the last 30 days; all of the runs succeeded. The one person who ever ran it came back on another day.",
  );
});

test("what is kept apart is said in words, and picks plainly", () => {
  expect(apartSentence({ managers: 0, baseline: 0 })).toBeNull();
  expect(apartSentence({ managers: 12, baseline: 1 })).toBe(
    "Shown apart and in no other figure: 12 runs by those who look after it, and 1 run without a prompt, which others compared it with.",
  );
  expect(pickSentence({ wins: 7, losses: 2, ties: 2 }, WHEN)).toBe("It won 7 of 11, 2 ties.");
  expect(pickSentence({ wins: 0, losses: 0, ties: 0 }, WHEN)).toBe(
    "Nobody compared it blind with no prompt in the last 30 days.",
  );
});
