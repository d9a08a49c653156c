import { expect, test } from "vitest";
import { formatCell, formatTick, formatValue } from "./format-value";

test("a value that stands alone has its unit, and a dash stands for none", () => {
  expect([formatValue(1, "credits"), formatValue(12, "credits"), formatValue(1.5, "credits")]).toEqual([
    "1 credit",
    "12 credits",
    "1.5 credits",
  ]);
  expect([formatValue(1_204, "count"), formatValue(0.96, "percent")]).toEqual(["1,204", "96\u00a0%"]);
  expect([formatValue(null, "credits"), formatCell(12, "credits"), formatCell(400, "ms")]).toEqual([
    "–",
    "12",
    "0.4 s",
  ]);
});

test("dollars are said to the cent, as the tables beside a chart say them, and a part of a cent is not nothing", () => {
  expect([797_800, 30_000_000, 0, 2_300, -120_000].map((value) => formatCell(value, "usd"))).toEqual([
    "$0.80",
    "$30.00",
    "$0.00",
    "$0.0023",
    "−$0.12",
  ]);
});

test("ticks are short however large the values are", () => {
  expect([0, 0.5, 200, 1_500, 2_000_000, 5e9].map((value) => formatTick(value, "count"))).toEqual([
    "0",
    "0.5",
    "200",
    "1.5k",
    "2M",
    "5bn",
  ]);
  expect([50_000, 500_000, 2_000_000, 5_000, -2_000_000_000].map((value) => formatTick(value, "usd"))).toEqual([
    "$0.05",
    "$0.50",
    "$2",
    "$0.005",
    "−$2k",
  ]);
  expect([formatTick(0.25, "percent"), formatTick(120_000, "ms")]).toEqual(["25 %", "120 s"]);
});
