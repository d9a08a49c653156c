import { expect, test } from "vitest";
import { addDays, daysBetween } from "@/lib/insights/day";
import { dayAxis, dayColumns, sums } from "./day-columns";

const TODAY = "2026-11-28";
const daysOf = (count: number) =>
  daysBetween(addDays(TODAY, 1 - count), TODAY).map((day, index) => ({ day, runs: index }));

test("few days are a column each, and the day that goes on is said to", () => {
  const columns = dayColumns(daysOf(2));
  expect(dayAxis(columns, TODAY)).toMatchObject({
    unit: "day",
    categories: [{ label: "Fri 27 Nov" }, { label: "Sat 28 Nov, so far", short: "28 Nov" }],
  });
  expect(dayAxis(columns, "2026-12-01").categories.map(({ label }) => label)).toEqual(["Fri 27 Nov", "Sat 28 Nov"]);
});

test("a year is shown by week, the last one whole, and nothing of it is lost", () => {
  const days = daysOf(366);
  const columns = dayColumns(days);
  const { unit, by, categories } = dayAxis(columns, TODAY);
  expect([unit, by, categories.length]).toEqual(["week", "Week", 53]);
  expect(categories.at(-1)).toMatchObject({
    key: "2026-11-22",
    label: "22 Nov to 28 Nov 2026, so far",
  });
  const total = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  expect(total(sums(columns, ({ runs }) => runs))).toBe(total(days.map(({ runs }) => runs)));
});

test("days of two years have theirs", () => {
  const columns = dayColumns(daysBetween("2025-12-31", "2026-01-01").map((day) => ({ day })));
  expect(dayAxis(columns, TODAY).categories.map(({ label }) => label)).toEqual(["Wed 31 Dec 2025", "Thu 1 Jan 2026"]);
});
