import fc from "fast-check";
import { expect, test } from "vitest";
import { ticksBetween, valueAxis } from "./value-axis";

test("lines are round, begin at zero, and lie above what is shown", () => {
  expect(ticksBetween(0, 12, "count")).toEqual([0, 5, 10, 15]);
  expect(ticksBetween(0, 3, "credits")).toEqual([0, 1, 2, 3]);
  expect(ticksBetween(0, 0.96, "percent")).toEqual([0, 0.5, 1]);
  expect(ticksBetween(-30, 100, "usd")).toEqual([-50, 0, 50, 100]);
});

test("where there is nothing there is still an axis", () => {
  expect(ticksBetween(0, 0, "count")).toEqual([0, 1]);
  expect(ticksBetween(0, 0, "percent")).toEqual([0, 0.5]);
});

test("whatever is shown, a handful of lines holds it", () => {
  const amount = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e15, noNaN: true }));
  fc.assert(
    fc.property(amount, amount, (below, above) => {
      const ticks = ticksBetween(-below, above, "usd");
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks).toContain(0);
      const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
      const unseen = (last - first) * 1e-6;
      expect(first).toBeLessThanOrEqual(-below + unseen);
      expect(last).toBeGreaterThanOrEqual(above - unseen);
    }),
  );
});

const of = (stacked: boolean) =>
  valueAxis({
    label: "Runs by day",
    kind: "bars",
    stacked,
    categories: [{ key: "a", label: "a" }],
    series: [
      { key: "x", label: "x", values: [30] },
      { key: "y", label: "y", values: [40] },
      { key: "z", label: "z", values: [null] },
    ],
  });

test("bars on top of each other are as high as all of them", () => {
  expect(of(true).ticks.at(-1)).toBe(80);
  expect(of(false).ticks.at(-1)).toBe(40);
});
