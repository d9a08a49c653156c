import fc from "fast-check";
import { expect, test } from "vitest";
import { periodEnd } from "./period";

const at = (day: string) => Date.parse(`${day}T10:20:30Z`) / 1_000;
const monthly = { interval: "month", interval_count: 1 } as const;

function periodsFrom(anchor: string, count: number): string[] {
  const days: string[] = [];
  for (let start = at(anchor); days.length < count; ) {
    start = periodEnd(at(anchor), start, monthly);
    days.push(new Date(start * 1_000).toISOString().slice(0, 10));
  }
  return days;
}

test("a subscription of the 31st is renewed on the last day of shorter months, and on the 31st again after them", () => {
  expect(periodsFrom("2026-01-31", 4)).toEqual(["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
  expect(periodsFrom("2027-12-31", 3)).toEqual(["2028-01-31", "2028-02-29", "2028-03-31"]);
});

test("one of the 29th of February is renewed on the 28th in other years", () => {
  const yearly = { interval: "year", interval_count: 1 } as const;
  const first = periodEnd(at("2028-02-29"), at("2028-02-29"), yearly);
  expect(first).toBe(at("2029-02-28"));
  expect(periodEnd(at("2028-02-29"), at("2031-02-28"), yearly)).toBe(at("2032-02-29"));
});

test("days and weeks have a fixed length", () => {
  expect(periodEnd(at("2026-01-31"), at("2026-03-28"), { interval: "week", interval_count: 2 })).toBe(at("2026-04-11"));
});

test("however often it is renewed, the n-th period ends n months after the anchor", () => {
  const anAnchor = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(anAnchor, fc.integer({ min: 1, max: 40 }), (date, count) => {
      const anchor = Math.floor(date.getTime() / 1_000);
      let end = anchor;
      for (let period = 0; period < count; period += 1) end = periodEnd(anchor, end, monthly);
      const months = (seconds: number) => {
        const day = new Date(seconds * 1_000);
        return day.getUTCFullYear() * 12 + day.getUTCMonth();
      };
      expect(months(end) - months(anchor)).toBe(count);
      expect(end % 86_400).toBe(anchor % 86_400);
    }),
  );
});
