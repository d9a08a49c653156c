import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatDuration,
  formatMicroUsd,
  formatRate,
  formatRoom,
  formatTime,
  formatUsd,
  formatWeight,
} from "./format";

test("weights are short and never grow a zero", () => {
  expect([0, 480, 999, 1_000, 2_149, 9_949, 9_950, 24_400].map(formatWeight)).toEqual([
    "0",
    "480",
    "999",
    "1k",
    "2.1k",
    "9.9k",
    "10k",
    "24k",
  ]);
});

test("answer room is never promised above what there is", () => {
  expect([256, 1_537, 1_599, 16_000].map(formatRoom)).toEqual(["250", "1,500", "1,500", "16,000"]);
});

test("durations keep one decimal while they are short", () => {
  expect([0, 412, 6_100, 9_960, 42_400, 59_600, 72_000].map(formatDuration)).toEqual([
    "0.0 s",
    "0.4 s",
    "6.1 s",
    "10 s",
    "42 s",
    "1 min 0 s",
    "1 min 12 s",
  ]);
});

test("counts, bytes and money", () => {
  expect(formatCount(12_040)).toBe("12,040");
  expect([812, 4_100, 9_960, 999_600, 1_240_000].map(formatBytes)).toEqual([
    "812 B",
    "4.1 kB",
    "10 kB",
    "1.0 MB",
    "1.2 MB",
  ]);
  expect([500, 750].map(formatUsd)).toEqual(["$5", "$7.50"]);
});

test("decimals are at most one, also of long numbers", () => {
  expect([0, 1, 1.44, 1_204.06, 999.96, -1_200, -0.04].map(formatDecimal)).toEqual([
    "0",
    "1",
    "1.4",
    "1,204.1",
    "1,000",
    "−1,200",
    "0",
  ]);
});

test("a rate that is nearly all or nearly nothing does not read as all or nothing", () => {
  expect([0, 0.004, 0.961, 0.996, 1].map(formatRate)).toEqual([
    "0\u00a0%",
    "0.4\u00a0%",
    "96\u00a0%",
    "99.6\u00a0%",
    "100\u00a0%",
  ]);
});

test("micro-dollars show what a run costs and what a month costs", () => {
  expect([0, 50, 12_300, 500_000, 1_000_000, 1_204_500_000, -12_300].map(formatMicroUsd)).toEqual([
    "$0",
    "<$0.0001",
    "$0.0123",
    "$0.50",
    "$1",
    "$1,204.50",
    "−$0.0123",
  ]);
});

test("a time ahead says how far and when, in the given zone", () => {
  const at = new Date("2026-12-05T13:05:00Z");
  const say = (now: string) => formatTime(at, "ahead", "Europe/Berlin", new Date(now));
  expect(say("2026-12-02T13:00:00Z")).toBe("in 3 days, 5 Dec 14:05");
  expect(say("2026-12-05T08:00:00Z")).toBe("in 5 hours, 5 Dec 14:05");
  expect(say("2026-12-05T13:04:50Z")).toBe("in 1 min, 5 Dec 14:05");
  expect(say("2026-12-06T00:00:00Z")).toBe("5 Dec 14:05");
  expect(formatTime(at, "date", "UTC", at)).toBe("5 Dec 2026");
  expect(formatTime(at, "dated", "Europe/Berlin", at)).toBe("5 December, 14:05");
  expect(formatTime(at, "dated", "UTC", new Date("2027-01-01T00:00:00Z"))).toBe("5 December 2026, 13:05");
});
