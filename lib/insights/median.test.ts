import { expect, test } from "vitest";
import { medianCharge, medianTimeMs, sumCounts } from "./median";

const counts = (size: number, places: readonly number[]) =>
  Array.from({ length: size }, (_, place) => places.filter((each) => each === place).length);

test("a median of charges is the lower of the two in the middle, and none of nothing", () => {
  expect(medianCharge(counts(41, [1, 1, 3]))).toBe(1);
  expect(medianCharge(counts(41, [1, 3]))).toBe(1);
  expect(medianCharge(counts(41, [0, 2, 40]))).toBe(2);
  expect(medianCharge(counts(41, []))).toBeNull();
  expect(medianCharge([])).toBeNull();
});

test("a median of times lies in its step; what is off the scale is said to be at its end", () => {
  // The step from 3.2 to 3.8 seconds.
  expect(medianTimeMs(counts(48, [21]))).toBe(3_489);
  expect(medianTimeMs(counts(48, [0]))).toBe(100);
  expect(medianTimeMs(counts(48, [47]))).toBe(289_631);
  expect(medianTimeMs([])).toBeNull();
});

test("counts of several days add up place by place", () => {
  expect(
    sumCounts([
      [1, 0, 2],
      [0, 5],
    ]),
  ).toEqual([1, 5, 2]);
  expect(sumCounts([])).toEqual([]);
});
