import { expect, test } from "vitest";
import { monthWords, noticeWords, statusWords } from "@/components/credits/budget-words";

const status = {
  credits: 2_000,
  spent: 1_640,
  held: 0,
  month: { from: "2026-12-01", to: "2026-12-31" },
  reached: 80,
  seen: false,
} as const;

test("a part that is reached is said once, with what was spent, and that nothing stops", () => {
  expect(noticeWords(status)).toBe("You have spent 1,640 of 2,000 credits of your budget for December.");
  expect(noticeWords({ ...status, spent: 2_001, reached: 100 })).toBe(
    "Your budget for December is spent: 2,001 of 2,000 credits. Runs go on.",
  );
  for (const quiet of [{ seen: true }, { reached: 0 } as const, { credits: null }]) {
    expect(noticeWords({ ...status, ...quiet })).toBeNull();
  }
});

test("what is held stands beside what is spent, never in it", () => {
  expect(statusWords({ ...status, held: 3 })).toBe(
    "You have spent 1,640 of the 2,000 credits that you set for December, which is 82\u00a0%; runs in flight hold 3 more.",
  );
  expect(statusWords({ ...status, credits: null, spent: 1 })).toBe("You have spent 1 credit in December so far.");
});

test("a share of a budget is that of its whole numbers", () => {
  expect(statusWords({ ...status, spent: 57, credits: 100 })).toContain("which is 57\u00a0%");
});

test("the month after December is January", () => {
  expect(monthWords(status)).toContain("1 January, 00:00 UTC");
});
