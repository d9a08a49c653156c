import { expect, test } from "vitest";
import { purchasesDeclined } from "@/lib/insights/purchases-declined";

const alarms = (tried: number, declined: number) => purchasesDeclined({ tried, declined }).length;

test("most people declined is alarming from five on, half of them is not", () => {
  expect([alarms(4, 4), alarms(5, 5), alarms(9, 5), alarms(10, 5), alarms(0, 0)]).toEqual([0, 1, 1, 0, 0]);
});
