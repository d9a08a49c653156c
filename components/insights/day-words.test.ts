import { expect, test } from "vitest";
import { fullDay, shortDay, withWeekday } from "./day-words";

test("a day is a UTC day, and says its year where that is another", () => {
  expect(fullDay("2026-11-04")).toBe("4 Nov 2026");
  expect(shortDay("2026-11-04", "2026-01-01")).toBe("4 Nov");
  expect(shortDay("2025-12-31", "2026-01-01")).toBe("31 Dec 2025");
  expect(withWeekday("2026-11-04", shortDay("2026-11-04", "2026-01-01"))).toBe("Wed 4 Nov");
});
