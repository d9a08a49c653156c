import fc from "fast-check";
import { expect, test } from "vitest";
import { LOT_KINDS } from "@/lib/credits/credits";
import { periodStart } from "@/lib/credits/period";
import { inBurnOrder, LedgerModel, type ModelLot, rolloverEnd, split, sum } from "./ledger-model";

const CASES = { numRuns: 5_000 };
const anyInstant = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });

const lot = fc
  .record({
    kind: fc.constantFrom(...LOT_KINDS),
    granted: fc.integer({ min: 1, max: 500 }),
    until: fc.integer({ min: 1, max: 50 }),
    createdAt: fc.nat(50),
  })
  .map(
    ({ kind, granted, until, createdAt }): ModelLot => ({
      ref: `${kind}:${createdAt}`,
      kind,
      granted,
      remaining: granted,
      held: 0,
      periodStart: null,
      until: kind === "monthly" || kind === "rollover" ? until : null,
      closed: false,
      expired: 0,
      createdAt,
    }),
  );
const lots = fc.array(lot, { maxLength: 12 });
const places = fc.array(fc.nat(100), { maxLength: 10 });

test("monthly is drawn before rollover, rollover before trial, trial before purchased", () => {
  fc.assert(
    fc.property(lots, (all) => {
      const kinds = inBurnOrder(all).map((one) => LOT_KINDS.indexOf(one.kind));
      expect(kinds).toEqual([...kinds].sort((a, b) => a - b));
    }),
    CASES,
  );
});

test("inside a kind the earlier end is drawn first, then the older", () => {
  fc.assert(
    fc.property(lots, (all) => {
      for (const kind of LOT_KINDS) {
        const ofKind = inBurnOrder(all).filter((one) => one.kind === kind);
        const ends = ofKind.map((one) => one.until ?? 0);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
        for (const [index, one] of ofKind.entries()) {
          const next = ofKind[index + 1];
          if (next !== undefined && next.until === one.until) expect(one.createdAt).toBeLessThanOrEqual(next.createdAt);
        }
      }
    }),
    CASES,
  );
});

test("the order of drawing does not depend on the order in which lots are listed", () => {
  fc.assert(
    fc.property(
      lots.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const key = (one: ModelLot) => [one.kind, one.until, one.createdAt];
        expect(inBurnOrder(shuffled).map(key)).toEqual(inBurnOrder(all).map(key));
      },
    ),
    CASES,
  );
});

test("a capture over pins takes what is asked for, or all there is", () => {
  fc.assert(
    fc.property(places, fc.nat(1_200), (has, amount) => {
      expect(sum(split(has, amount))).toBe(Math.min(amount, sum(has)));
    }),
    CASES,
  );
});

test("a capture takes from no pin more than it has, and from a later one only when the earlier is used up", () => {
  fc.assert(
    fc.property(places, fc.nat(1_200), (has, amount) => {
      const shares = split(has, amount);
      for (const [index, share] of shares.entries()) {
        expect(share >= 0 && share <= (has[index] ?? 0)).toBe(true);
        if (share > 0) expect(shares.slice(0, index)).toEqual(has.slice(0, index));
      }
    }),
    CASES,
  );
});

test("a rollover lives exactly as long as the period after its month, whatever the anchor's day", () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 0, max: 40 }), (anchor, k) => {
      const [from, until] = [periodStart(anchor, k), periodStart(anchor, k + 1)];
      expect(new Date(rolloverEnd(from.getTime(), until.getTime()))).toEqual(periodStart(anchor, k + 2));
    }),
    CASES,
  );
});

test("D2: month after month, what is granted is spent, carried, expired or left, and never more than 200 is carried", () => {
  fc.assert(
    fc.property(anyInstant, fc.array(fc.nat(400), { maxLength: 6 }), (anchor, spending) => {
      const model = new LedgerModel(anchor.getTime(), 1);
      model.verified(anchor.getTime(), 0, true);
      model.joined(anchor.getTime(), 0);
      for (const [month, wanted] of spending.entries()) {
        const now = periodStart(anchor, month).getTime();
        model.apply(now);
        expect(model.ofKind("monthly")).toBe(200);
        expect(model.ofKind("rollover")).toBeLessThanOrEqual(200);
        const unused = model.ofKind("monthly") + model.ofKind("rollover") + model.ofKind("trial") - wanted;
        if (!model.hold(now, [{ runId: `${month}`, amount: wanted }], now)) continue;
        model.settle(now, `${month}`, wanted);
        expect(model.balance).toBe(unused);
      }
      expect(sum(model.entries.map((entry) => entry.amount))).toBe(model.balance);
    }),
    CASES,
  );
});

test("catching up in one step or day by day ends in the same lots", () => {
  fc.assert(
    fc.property(anyInstant, fc.integer({ min: 1, max: 100 }), (anchor, days) => {
      const [lazy, daily] = [0, 0].map(() => {
        const model = new LedgerModel(anchor.getTime(), 1);
        model.verified(anchor.getTime(), 0, true);
        model.joined(anchor.getTime(), 0);
        return model;
      });
      for (let day = 0; day <= days; day += 1) daily?.apply(anchor.getTime() + day * 86_400_000);
      lazy?.apply(anchor.getTime() + days * 86_400_000);
      expect(lazy?.lots).toEqual(daily?.lots);
      expect(lazy?.entries).toEqual(daily?.entries);
    }),
    { numRuns: 5_000 },
  );
});
