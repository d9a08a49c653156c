import { expect, test } from "vitest";
import { debtOf, summaryOf } from "@/tests/support/credit-summary";
import { balanceState, meterSegments } from "./meter-segments";

test("held credits are shown in the kind they are held of", () => {
  expect(meterSegments(summaryOf({ monthly: 200, trial: 5, held: { trial: 3 } })).segments).toEqual([
    { kind: "monthly", free: 200, held: 0 },
    { kind: "trial", free: 2, held: 3 },
  ]);
});

test("a trial of five shows what was used of it", () => {
  expect(meterSegments(summaryOf({ trial: 4 })).scale).toBe(5);
  expect(meterSegments(summaryOf({})).scale).toBe(5);
});

test("a month's allowance sets the scale, and used trial credits no longer do", () => {
  expect(meterSegments(summaryOf({ monthly: 40, purchased: 100 })).scale).toBe(300);
});

test("low is two credits, or a twentieth of a month", () => {
  expect(balanceState(summaryOf({ trial: 3 }))).toBe("fine");
  expect(balanceState(summaryOf({ trial: 2 }))).toBe("low");
  expect(balanceState(summaryOf({ monthly: 11 }))).toBe("fine");
  expect(balanceState(summaryOf({ monthly: 10 }))).toBe("low");
  expect(balanceState(summaryOf({ monthly: 0, purchased: 100 }))).toBe("fine");
});

test("a debt is said before anything else, whatever is available", () => {
  expect(balanceState(summaryOf({ trial: 5, debts: [debtOf(20)] }))).toBe("debt");
});

test("low and empty look at what is available, not at what is held", () => {
  expect(balanceState(summaryOf({ trial: 5 }))).toBe("fine");
  expect(balanceState(summaryOf({ trial: 5, held: { trial: 3 } }))).toBe("low");
  expect(balanceState(summaryOf({ trial: 5, held: { trial: 5 } }))).toBe("empty");
});
