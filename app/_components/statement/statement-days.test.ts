import { expect, test } from "vitest";
import { statementDays } from "./statement-days";

const items = ["2026-11-22T23:59:59.000Z", "2026-11-22T00:00:00.000Z", "2026-11-21T23:59:59.999Z"].map((createdAt) => ({
  createdAt,
}));
const groups = (zone: string) => statementDays(items, zone).map(({ day, items: group }) => [day, group.length]);

test("movements of one day stand together, in their order", () => {
  expect(groups("UTC")).toEqual([
    ["22 Nov 2026", 2],
    ["21 Nov 2026", 1],
  ]);
});

test("a day is the reader's own", () => {
  expect(groups("Asia/Tokyo")).toEqual([
    ["23 Nov 2026", 1],
    ["22 Nov 2026", 2],
  ]);
});

test("no movements, no days", () => {
  expect(statementDays([], "UTC")).toEqual([]);
});
