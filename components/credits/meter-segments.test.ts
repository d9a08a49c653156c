import { expect, test } from "vitest";
import type { CreditSummary } from "@/lib/credits/credits";
import { balanceState, meterSegments } from "./meter-segments";

function wallet(breakdown: Partial<CreditSummary["breakdown"]>, held = 0, allocated = 0): CreditSummary {
  const full = { monthly: 0, rollover: 0, trial: 0, purchased: 0, ...breakdown };
  const balance = full.monthly + full.rollover + full.trial + full.purchased;
  return {
    balance,
    held,
    available: balance - held,
    debt: 0,
    plan: "free",
    breakdown: full,
    monthly: { allocated, used: allocated - full.monthly, remaining: full.monthly, resetAt: null, renewing: false },
    rollover: { amount: full.rollover, expiresAt: null },
    purchased: full.purchased,
  };
}

test("held credits are taken from what is spent first", () => {
  expect(meterSegments(wallet({ monthly: 2, trial: 5 }, 3, 200)).segments).toEqual([
    { kind: "monthly", free: 0, held: 2 },
    { kind: "trial", free: 4, held: 1 },
  ]);
});

test("a trial of five shows what was used of it", () => {
  expect(meterSegments(wallet({ trial: 4 })).scale).toBe(5);
  expect(meterSegments(wallet({})).scale).toBe(5);
});

test("a month's allowance sets the scale, and used trial credits no longer do", () => {
  expect(meterSegments(wallet({ monthly: 40, purchased: 100 }, 0, 200)).scale).toBe(300);
});

test("low is two credits, or a twentieth of a month", () => {
  expect(balanceState(wallet({ trial: 3 }))).toBe("fine");
  expect(balanceState(wallet({ trial: 2 }))).toBe("low");
  expect(balanceState(wallet({ monthly: 11 }, 0, 200))).toBe("fine");
  expect(balanceState(wallet({ monthly: 10 }, 0, 200))).toBe("low");
  expect(balanceState(wallet({ monthly: 0, purchased: 100 }, 0, 200))).toBe("fine");
});

test("a debt is said before anything else, whatever is available", () => {
  expect(balanceState({ ...wallet({ trial: 5 }), debt: 20 })).toBe("debt");
});

test("low and empty look at what is available, not at what is held", () => {
  expect(balanceState(wallet({ trial: 5 }))).toBe("fine");
  expect(balanceState(wallet({ trial: 5 }, 3))).toBe("low");
  expect(balanceState(wallet({ trial: 5 }, 5))).toBe("empty");
});
