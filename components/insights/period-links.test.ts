import { expect, test } from "vitest";
import { keptOf, periodLinks } from "./period-links";

const usual = { from: "2026-10-30", to: "2026-11-28" };

test("a link changes the days and keeps what else the address says, but for the page of a list", () => {
  const links = periodLinks("/dashboard?show=runs&from=2026-01-01&to=2026-01-31&cursor=x", usual, "2026-11-28");
  expect(links.map(({ words, href }) => [words, href])).toEqual([
    ["7 days", "/dashboard?show=runs&from=2026-11-22&to=2026-11-28"],
    ["30 days", "/dashboard?show=runs"],
    ["90 days", "/dashboard?show=runs&from=2026-08-31&to=2026-11-28"],
    ["This month", "/dashboard?show=runs&from=2026-11-01&to=2026-11-28"],
  ]);
  expect(keptOf("/dashboard")).toEqual({ plain: "/dashboard", kept: {} });
});

test("at most one of them is the one that is shown", () => {
  const current = (from: string, to: string, today: string) =>
    periodLinks("/dashboard", { from, to }, today)
      .filter((link) => link.current)
      .map(({ words }) => words);
  expect(current("2026-10-30", "2026-11-28", "2026-11-28")).toEqual(["30 days"]);
  expect(current("2026-11-01", "2026-11-07", "2026-11-07")).toEqual(["7 days"]);
  expect(current("2026-11-01", "2026-11-30", "2026-11-30")).toEqual(["30 days"]);
  expect(current("2026-11-02", "2026-11-03", "2026-11-28")).toEqual([]);
});
