import { expect, test } from "vitest";
import { readRunsQuery } from "./read-runs-query";
import { hasAllPackages, measureOf, runsHref, usageHref } from "./usage-query";

const ID = "019abc00-0000-7000-8000-000000000001";
const period = { from: "2026-11-01", to: "2026-11-28" };

test("an address of runs comes back as it was read, and what is not known is left out", () => {
  for (const query of [{}, { day: "2026-11-03" }, { model: "opus", package: ID }, { package: "none" }] as const) {
    const address = new URL(runsHref(period, query), "http://localhost");
    expect(JSON.parse(JSON.stringify(readRunsQuery(Object.fromEntries(address.searchParams))))).toEqual(query);
  }
  expect(readRunsQuery({ day: "0000-01-01", model: "gpt", package: "x" })).toEqual({});
});

test("another measure keeps the days that were asked for, and all packages", () => {
  const days = { from: "2026-11-01", to: "2026-11-02" };
  expect(usageHref({ measure: "runs", days, hasAllPackages: true })).toBe(
    "/dashboard?show=runs&packages=all&from=2026-11-01&to=2026-11-02",
  );
  expect(usageHref({ measure: "credits", days: {}, hasAllPackages: false })).toBe("/dashboard");
  expect([measureOf({ show: "tokens" }), measureOf({ show: "x" })]).toEqual(["tokens", "credits"]);
  expect([hasAllPackages({ packages: "all" }), hasAllPackages({ packages: "x" })]).toEqual([true, false]);
});
