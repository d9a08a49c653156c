import { expect, test } from "vitest";
import { readPeriod } from "./read-period";

const now = new Date("2026-11-28T12:00:00Z");
const usual = { from: "2026-10-30", to: "2026-11-28" };

test("an address without days, or with empty ones, asks for the usual ones", () => {
  expect(readPeriod({}, now)).toEqual({ period: usual, problem: null });
  expect(readPeriod({ from: "", to: "" }, now)).toEqual({ period: usual, problem: null });
  expect(readPeriod({ from: "2026-11-20", to: "2026-11-21" }, now).period).toEqual({
    from: "2026-11-20",
    to: "2026-11-21",
  });
});

test("days that cannot be shown are refused in words, and the usual ones shown", () => {
  const asked = [
    { from: "yesterday" },
    { from: ["2026-11-01", "2026-11-02"] },
    { from: "2026-11-02", to: "2026-11-01" },
    { from: "2020-01-01", to: "2026-11-01" },
    { from: "2026-02-30" },
    { from: "0000-01-01", to: "0000-01-02" },
    { to: "9999-12-31" },
  ];
  for (const days of asked) {
    const { period, problem } = readPeriod(days, now);
    expect(period).toEqual(usual);
    expect(problem).toMatch(/\.$/);
  }
});
