import { expect, test } from "vitest";
import { addDays, daysBetween } from "@/lib/insights/day";
import { usageChart } from "./usage-chart";

const TODAY = "2026-11-28";
const NONE = { runs: 0, succeeded: 0, failed: 0, stopped: 0, tokens: 0, creditsSpent: 0 };
const daysOf = (from: string, to: string, used: Readonly<Record<string, Partial<typeof NONE>>>) => ({
  from,
  to,
  byDay: daysBetween(from, to).map((day) => ({ day, ...NONE, ...used[day] })),
});

test("a day is a column that leads to its runs, where it has any", () => {
  const usage = daysOf("2026-11-27", "2026-11-28", { "2026-11-28": { runs: 2, succeeded: 2, creditsSpent: 3 } });
  expect(usageChart(usage, "credits", TODAY)).toMatchObject({
    label: "Credits by day",
    categories: [
      { label: "Fri 27 Nov", href: undefined },
      { label: "Sat 28 Nov, so far", href: "/dashboard/runs?from=2026-11-27&to=2026-11-28&day=2026-11-28" },
    ],
    series: [{ label: "Credits", values: [0, 3] }],
  });
});

test("runs are stacked by their ends, of which only those are named that there were", () => {
  const usage = daysOf("2026-11-28", "2026-11-28", { "2026-11-28": { runs: 5, succeeded: 2, failed: 1, stopped: 0 } });
  expect(usageChart(usage, "runs", TODAY).series.map(({ label, values }) => [label, values])).toEqual([
    ["Succeeded", [2]],
    ["Failed", [1]],
    ["In flight", [2]],
  ]);
});

test("a long period is shown by week, the last one whole, and nothing of it is lost", () => {
  const to = "2026-11-28";
  const usage = daysOf(addDays(to, -99), to, {
    [to]: { runs: 1, tokens: 7 },
    [addDays(to, -99)]: { runs: 1, tokens: 5 },
  });
  const { label, categories, series } = usageChart(usage, "tokens", TODAY);
  expect(label).toBe("Tokens by week");
  expect(categories.length).toBe(15);
  expect(categories.at(-1)).toMatchObject({
    label: "22 Nov to 28 Nov 2026, so far",
    href: "/dashboard/runs?from=2026-11-22&to=2026-11-28",
  });
  expect(series[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(12);
  expect(series[0]?.values[0]).toBe(5);
});
