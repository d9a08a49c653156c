import { expect, test } from "vitest";
import type { SessionSummary } from "@/lib/sessions/session";
import { sessionDays } from "./session-days";

const at = (lastTurnAt: string) => ({ id: lastTurnAt, lastTurnAt }) as SessionSummary;
const now = new Date("2026-11-22T10:00:00Z");

test("days are the reader's own", () => {
  const sessions = [
    at("2026-11-22T09:00:00Z"),
    at("2026-11-21T23:30:00Z"),
    at("2026-11-21T12:00:00Z"),
    at("2026-11-03T12:00:00Z"),
  ];
  const days = (zone: string) => sessionDays(sessions, zone, now).map(({ day, items }) => [day, items.length]);
  expect(days("UTC")).toEqual([
    ["Today", 1],
    ["Yesterday", 2],
    ["3 Nov 2026", 1],
  ]);
  expect(days("Europe/Berlin")).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["3 Nov 2026", 1],
  ]);
});
