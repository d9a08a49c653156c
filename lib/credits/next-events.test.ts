import fc from "fast-check";
import { expect, test } from "vitest";
import { debtOf, RESET_AT, summaryOf } from "@/tests/support/credit-summary";
import { nextEvents } from "./next-events";

const NOW = new Date("2026-11-22T12:00:00.000Z");
const PLUS = "PRPM+ would bring 200 credits a month. What you do not use rolls over for one month.";

const say = (parts: Parameters<typeof summaryOf>[0], now = NOW) =>
  nextEvents(summaryOf(parts), now).map(({ sentence }) =>
    sentence.map((part) => (typeof part === "string" ? part : part.at.slice(0, 16))).join(""),
  );

test("a month that renews says how much of it rolls over, and when it begins again", () => {
  expect(say({ plan: "plus", monthly: 120 })).toEqual([
    "If you use no more, 120 of your 200 roll over on 2026-12-03T14:05, for one month.",
    "Your month begins again on 2026-12-03T14:05, with 200 new credits.",
  ]);
});

test("at most 200 roll over, and the rest is said to expire", () => {
  expect(say({ plan: "plus", monthly: 230 })[0]).toBe(
    "If you use no more, 200 of your 230 roll over on 2026-12-03T14:05, for one month. The other 30 expire.",
  );
});

test("a month of which nothing is left rolls nothing over", () => {
  expect(say({ plan: "plus", monthly: 0 })[0]).toBe("Nothing is left of this month's 200, so nothing rolls over.");
});

test("a month that does not renew still rolls over, and says that nothing follows", () => {
  expect(say({ monthly: 1, renewing: false, purchased: 10 })).toEqual([
    "If you use no more, 1 of your 200 rolls over on 2026-12-03T14:05, for one month.",
    "Your last month ends on 2026-12-03T14:05. No new credits follow it.",
    "Your 10 purchased credits never expire.",
    PLUS,
  ]);
});

test("rolled-over credits expire before the month begins again, also at the same instant", () => {
  expect(nextEvents(summaryOf({ plan: "plus", monthly: 200, rollover: 40 }), NOW).map(({ kind }) => kind)).toEqual([
    "rollover-expires",
    "month-ends",
    "month-begins",
  ]);
  expect(say({ plan: "plus", rollover: 1 })[0]).toBe("Your 1 rolled-over credit expires on 2026-12-03T14:05.");
});

test("rolled-over credits with different ends are told apart", () => {
  const rollovers = [
    { amount: 200, held: 0, expiresAt: "2026-12-01T00:00:00.000Z" },
    { amount: 150, held: 30, expiresAt: "2026-12-24T00:00:00.000Z" },
  ];
  expect(say({ plan: "plus", rollover: 350, rollovers })).toEqual([
    "Your 200 rolled-over credits expire on 2026-12-01T00:00.",
    "Your 120 rolled-over credits expire on 2026-12-24T00:00.",
  ]);
});

test("what is held is mentioned, and neither rolls over nor expires", () => {
  expect(say({ plan: "plus", monthly: 2, rollover: 40, held: { monthly: 2, rollover: 1 }, runs: 2 })).toEqual([
    "3 credits are held by 2 runs; what they do not need comes back.",
    "Your 39 rolled-over credits expire on 2026-12-03T14:05.",
    "What runs give back of this month's 200 before 2026-12-03T14:05 rolls over.",
    "Your month begins again on 2026-12-03T14:05, with 200 new credits.",
  ]);
});

test("credits held of another kind leave the month's as they are", () => {
  expect(say({ plan: "plus", monthly: 200, trial: 5, held: { trial: 5 } })[1]).toBe(
    "If you use no more, 200 of your 200 roll over on 2026-12-03T14:05, for one month.",
  );
});

test("free: what stays, and what PRPM+ would bring", () => {
  expect(say({ trial: 5 })).toEqual(["Your 5 trial credits never expire.", PLUS]);
  expect(say({ trial: 1 })[0]).toBe("Your 1 trial credit never expires.");
  expect(say({})).toEqual([PLUS]);
});

test("beside credits that expire, those that stay are named, also what support gave", () => {
  expect(say({ plan: "plus", monthly: 200, trial: 45, given: 40, purchased: 100 }).at(-1)).toBe(
    "Your 5 trial, 40 given and 100 purchased credits never expire.",
  );
});

test("a debt comes first, with what it is for and how it is paid", () => {
  expect(say({ debts: [debtOf(20)] })[0]).toBe(
    "You owe 20 credits after a refund of a purchase. A purchase or a paid month pays this back first. Runs wait until it is paid.",
  );
  const debts = [debtOf(20, { type: "dispute", of: "month" }), debtOf(1)];
  expect(say({ debts, purchased: 21 })[0]).toBe(
    "You owe 20 credits after a disputed month of PRPM+ and 1 credit after a refund of a purchase. Your purchased credits pay this back when your next run starts.",
  );
});

test("what is past is not announced", () => {
  expect(say({ plan: "plus", monthly: 120, rollover: 5 }, new Date(RESET_AT))).toEqual([]);
});

const anyWallet = fc
  .record({
    monthly: fc.option(fc.nat(250), { nil: undefined }),
    rollover: fc.nat(200),
    trial: fc.nat(5),
    purchased: fc.nat(600),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ share, monthly, ...parts }) => {
    const part = (credits = 0) => Math.floor(credits * share);
    const held = { monthly: part(monthly), rollover: part(parts.rollover), purchased: part(parts.purchased) };
    return summaryOf({ plan: "plus", held, ...parts, ...(monthly === undefined ? {} : { monthly }) });
  });

test("no wallet is promised more than 200, more than it has, or a date that has passed; dates come in order", () => {
  fc.assert(
    fc.property(anyWallet, (summary) => {
      const events = nextEvents(summary, NOW);
      const dates = events.flatMap(({ at }) => (at === null ? [] : [at]));
      expect(dates).toEqual([...dates].sort());
      const rolls = events.find(({ kind }) => kind === "month-ends")?.sentence[0];
      const promised = Number(/(\d+) of your/.exec(String(rolls))?.[1] ?? 0);
      expect(promised).toBeLessThanOrEqual(Math.min(200, summary.monthly.remaining - summary.details.held.monthly));
      if (summary.held > 0) expect(events.some(({ kind }) => kind === "held")).toBe(true);
    }),
  );
});
