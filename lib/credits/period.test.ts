import fc from "fast-check";
import { expect, test } from "vitest";
import { periodAt, periodStart } from "@/lib/credits/period";

const starts = (anchor: string, count: number) =>
  Array.from({ length: count }, (_, k) => periodStart(new Date(anchor), k).toISOString().slice(0, 10));

test("31 January is followed by the last of February and then by 31 March", () => {
  expect(starts("2027-01-31T14:05:00Z", 5)).toEqual([
    "2027-01-31",
    "2027-02-28",
    "2027-03-31",
    "2027-04-30",
    "2027-05-31",
  ]);
});

test("29 February comes back as the 28th in common years and as the 29th four years on", () => {
  expect(periodStart(new Date("2028-02-29T00:00:00Z"), 12).toISOString()).toBe("2029-02-28T00:00:00.000Z");
  expect(periodStart(new Date("2028-02-29T00:00:00Z"), 48).toISOString()).toBe("2032-02-29T00:00:00.000Z");
});

test("the year ends like any month, and the time of day stays", () => {
  expect(periodStart(new Date("2026-12-31T23:59:59.999Z"), 1).toISOString()).toBe("2027-01-31T23:59:59.999Z");
});

const anyInstant = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });

test("every instant is in exactly the period that contains it, and periods touch", () => {
  fc.assert(
    fc.property(anyInstant, anyInstant, (anchor, at) => {
      const { index, start, end } = periodAt(anchor, at);
      expect(start <= at && at < end).toBe(true);
      expect(periodAt(anchor, start).index).toBe(index);
      expect(periodAt(anchor, new Date(end.getTime() - 1)).index).toBe(index);
      expect(periodStart(anchor, index + 1)).toEqual(end);
    }),
    { numRuns: 5_000 },
  );
});
