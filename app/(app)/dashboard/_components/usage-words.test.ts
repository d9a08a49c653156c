import { expect, test } from "vitest";
import { forecastSentence, packageWords, usageSentence } from "./usage-words";

const TODAY = "2026-11-28";
const month = { from: "2026-11-01", to: TODAY };
const line = (name: string | null, runs: number) => ({
  hasPackage: name !== null,
  packageId: null,
  scope: name === null ? null : "prpm",
  name,
  format: null,
  runs,
  succeeded: runs,
  failed: 0,
  stopped: 0,
  tokens: 0,
  creditsSpent: runs,
});

test("a sentence says how much, when, with what and how well", () => {
  const say = (runs: number, successRate: number | null, byPackage: ReturnType<typeof line>[]) =>
    usageSentence({ ...month, runs, successRate, byPackage }, TODAY);
  expect(say(48, 0.96, [line("code-reviewer", 30), line(null, 18)])).toBe(
    "You ran 48 prompts this month, most with code-reviewer; 96\u00a0% succeeded.",
  );
  expect(say(1, 1, [line("code-reviewer", 1)])).toBe(
    "You ran 1 prompt this month, all with code-reviewer; 100\u00a0% succeeded.",
  );
  expect(say(4, 0.5, [line("a", 2), line("b", 2)])).toBe("You ran 4 prompts this month; 50\u00a0% succeeded.");
  expect(say(2, null, [line(null, 2)])).toBe("You ran 2 prompts this month.");
  expect(say(0, null, [])).toBe("You ran nothing this month.");
});

test("a package that is gone and no package at all are told apart", () => {
  expect(packageWords({ hasPackage: true, scope: null, name: null })).toBe("Packages that are gone");
  expect(packageWords({ hasPackage: false, scope: null, name: null })).toBe("Without a package");
  expect(packageWords({ hasPackage: true, scope: "prpm", name: "x" })).toBe("prpm/x");
});

test("how long credits last is said with the pace it follows from, and what is left out of it", () => {
  const say = (available: number, creditsPerDay: number, lastsUntil: string | null) =>
    forecastSentence({ available, forecast: { creditsPerDay, lastsUntil } }, TODAY);
  expect(say(32, 2, "2026-12-14")).toBe(
    "You have 32 credits, and spent 2 a day in the last 14 days. At this pace they last until 14\u00a0Dec\u00a02026, not counting what expires or is granted before then.",
  );
  expect(say(500, 0.1, null)).toContain("longer than a year, not counting what expires");
  expect(say(5, 0, null)).toContain("no pace to go by");
  expect(say(1, 2, TODAY)).toContain("do not last another day");
  expect(say(0, 2, TODAY)).toBe("You have no credits left.");
});
