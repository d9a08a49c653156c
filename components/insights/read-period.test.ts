import { expect, test } from "vitest";
import { readPeriod } from "./read-period";

const now = new Date("2026-11-28T12:00:00Z");
const usual = { from: "2026-10-30", to: "2026-11-28" };

test("an address without days, or with empty ones, asks for the usual ones", () => {
  expect(readPeriod({}, now)).toEqual({ period: usual, asked: {}, problem: null });
  expect(readPeriod({ from: "", to: "" }, now)).toEqual({ period: usual, asked: {}, problem: null });
});

test("days that are asked for can be asked for again, as they were", () => {
  const days = { from: "2026-11-20", to: "2026-11-21" };
  expect(readPeriod(days, now)).toEqual({ period: days, asked: days, problem: null });
  const since = readPeriod({ from: "2026-11-20" }, now);
  expect(since).toEqual({
    period: { from: "2026-11-20", to: "2026-11-28" },
    asked: { from: "2026-11-20" },
    problem: null,
  });
});

test("days that cannot be shown are refused in words, and the usual ones shown", () => {
  const wrong = [
    { from: "yesterday" },
    { from: ["2026-11-01", "2026-11-02"] },
    { from: "2026-11-02", to: "2026-11-01" },
    { from: "2020-01-01", to: "2026-11-01" },
    { from: "2026-02-30" },
    { from: "0000-01-01", to: "0000-01-02" },
    { to: "9999-12-31" },
    { from: "2026-11-29", to: "2026-12-09" },
  ];
  for (const days of wrong) {
    const { period, asked, problem } = readPeriod(days, now);
    expect([period, asked]).toEqual([usual, {}]);
    expect(problem).toMatch(/\. These are the last 30 days\.$/);
  }
});
