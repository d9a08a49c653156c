import fc from "fast-check";
import { expect, test } from "vitest";
import { clawbackTarget } from "@/lib/credits/clawback";

const CASES = { numRuns: 5_000 };
const payment = fc
  .record({
    granted: fc.integer({ min: 1, max: 100_000 }),
    paidCents: fc.integer({ min: 1, max: 1_000_000 }),
    refundedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    disputedCents: fc.nat(1_000_000),
  })
  .map(({ refundedShare, ...rest }) => ({ ...rest, refundedCents: Math.floor(rest.paidCents * refundedShare) }));

test("takes back nothing for nothing, everything for everything, and never more than was granted", () => {
  fc.assert(
    fc.property(payment, (back) => {
      const target = clawbackTarget(back);
      expect(Number.isInteger(target) && target >= 0 && target <= back.granted).toBe(true);
      expect(clawbackTarget({ ...back, refundedCents: 0, disputedCents: 0 })).toBe(0);
      expect(clawbackTarget({ ...back, refundedCents: back.paidCents })).toBe(back.granted);
    }),
    CASES,
  );
});

test("the share taken back is never below the share of the money, and less than a credit above it", () => {
  fc.assert(
    fc.property(payment, (back) => {
      const money = Math.min(back.paidCents, back.refundedCents + back.disputedCents);
      const target = clawbackTarget(back);
      // In whole numbers: target / granted against money / paid.
      expect(target * back.paidCents).toBeGreaterThanOrEqual(back.granted * money);
      expect((target - 1) * back.paidCents).toBeLessThan(back.granted * money + (money === 0 ? 1 : 0));
    }),
    CASES,
  );
});

test("more money back never means fewer credits back", () => {
  fc.assert(
    fc.property(payment, fc.nat(1_000), (back, more) => {
      const later = { ...back, refundedCents: back.refundedCents + more };
      expect(clawbackTarget(later)).toBeGreaterThanOrEqual(clawbackTarget(back));
    }),
    CASES,
  );
});

test("a refund and a dispute of one charge claw once", () => {
  fc.assert(
    fc.property(payment, (back) => {
      const both = { ...back, refundedCents: back.paidCents, disputedCents: back.paidCents };
      expect(clawbackTarget(both)).toBe(back.granted);
    }),
    CASES,
  );
});
