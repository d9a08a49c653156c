import { expect, test } from "vitest";
import { forecast } from "./forecast";

test("credits last as many whole days as the pace of the last fourteen lets them", () => {
  expect(forecast(48, 42, "2026-11-28")).toEqual({ creditsPerDay: 3, lastsUntil: "2026-12-14" });
  expect(forecast(0, 14, "2026-11-28").lastsUntil).toBe("2026-11-28");
});

test("who spends nothing, or next to nothing, is told no day", () => {
  expect(forecast(5, 0, "2026-11-28")).toEqual({ creditsPerDay: 0, lastsUntil: null });
  expect(forecast(0, 0, "2026-11-28").lastsUntil).toBeNull();
  expect(forecast(10_000, 1, "2026-11-28").lastsUntil).toBeNull();
});
