import { expect, test } from "vitest";
import { plusRunningLow } from "@/lib/insights/plus-running-low";

const alarms = (members: number, underTen: number) => plusRunningLow({ members, underTen }).length;

test("more than a tenth of the members is alarming, a tenth is not, and neither is a share of very few", () => {
  expect([alarms(20, 2), alarms(20, 3), alarms(10, 2), alarms(9, 9), alarms(0, 0)]).toEqual([0, 1, 1, 0, 0]);
});
