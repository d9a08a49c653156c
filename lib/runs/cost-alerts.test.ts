import { expect, test } from "vitest";
import { costAlerts } from "@/lib/runs/cost-alerts";

const kinds = (spent: number, alarm: number, cap?: number) =>
  costAlerts(spent, { DAILY_API_COST_ALERT_USD: alarm, DAILY_API_COST_CAP_USD: cap }).map(({ kind }) => kind);

test("the alarm and the cap are reached at their very sum, and a day without cost reaches no alarm", () => {
  expect(kinds(9_999, 0.01)).toEqual([]);
  expect(kinds(10_000, 0.01)).toEqual(["daily_api_cost"]);
  expect(kinds(10_000, 0.02, 0.01)).toEqual(["daily_api_cost_cap"]);
  expect(kinds(20_000, 0.02, 0.01)).toEqual(["daily_api_cost", "daily_api_cost_cap"]);
  expect(kinds(0, 0)).toEqual([]);
});
