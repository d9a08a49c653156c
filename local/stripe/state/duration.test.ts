import fc from "fast-check";
import { expect, test } from "vitest";
import { addMonths, Duration } from "./duration";

const day = (text: string) => Date.parse(`${text}T10:20:30Z`);

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2028-01-31", 1, "2028-02-29"],
  ["2026-01-31", 2, "2026-03-31"],
  ["2026-01-31", 3, "2026-04-30"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-12-15", 1, "2027-01-15"],
  ["2028-02-29", 12, "2029-02-28"],
])("%s and %i months is %s", (from, months, to) => {
  expect(addMonths(day(from), months)).toBe(day(to));
});

test("months later is always in the month that was meant, at the same time of day", () => {
  const anInstant = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(anInstant, fc.nat(60), (date, months) => {
      const later = new Date(addMonths(date.getTime(), months));
      const monthOf = (value: Date) => value.getUTCFullYear() * 12 + value.getUTCMonth();
      expect(monthOf(later)).toBe(monthOf(date) + months);
      expect(later.getTime() % 86_400_000).toBe(date.getTime() % 86_400_000);
      expect(later.getUTCDate()).toBeLessThanOrEqual(date.getUTCDate());
    }),
  );
});

test("durations are read as ISO 8601 writes them", () => {
  expect(Duration.parse("P1Y2M3W4DT5H6M7S")).toEqual({ months: 14, ms: 25 * 86_400_000 + 18_367_000 });
  expect(Duration.parse("PT90S")).toEqual({ months: 0, ms: 90_000 });
  expect(Duration.parse("P1M")).toEqual({ months: 1, ms: 0 });
});
