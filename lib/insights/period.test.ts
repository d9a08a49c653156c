import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { daysBetween } from "./day";
import { toPeriod } from "./period";
import { PeriodQuery } from "./period-query";

const NOW = new Date("2026-11-28T23:30:00Z");

test("a period names its first and last day, and ends also where the calendar does", () => {
  expect(daysBetween("2026-02-27", "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(daysBetween("2026-11-28", "2026-11-28")).toEqual(["2026-11-28"]);
  expect(daysBetween("9999-12-30", "9999-12-31")).toEqual(["9999-12-30", "9999-12-31"]);
});

test("without a word it is the last thirty days, today included", () => {
  expect(toPeriod({}, NOW)).toEqual({ from: "2026-10-30", to: "2026-11-28" });
  expect(toPeriod({ to: "2026-01-05" }, NOW)).toEqual({ from: "2025-12-07", to: "2026-01-05" });
});

test("refuses what is too long, turned round, or no day that the database knows", () => {
  expect(() => toPeriod({ from: "2026-11-02", to: "2026-11-01" }, NOW)).toThrow(AppError);
  expect(() => toPeriod({ from: "2025-11-27" }, NOW)).toThrow(AppError);
  expect(toPeriod({ from: "2025-11-28" }, NOW).from).toBe("2025-11-28");
  for (const day of ["0000-01-05", "0001-01-01", "1969-12-31", "9999-12-31", "10000-01-01", "2026-02-30"]) {
    expect(PeriodQuery.safeParse({ to: day }).success, day).toBe(false);
  }
});
