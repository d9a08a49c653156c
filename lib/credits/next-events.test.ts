import fc from "fast-check";
import { expect, test } from "vitest";
import type { CreditSummary } from "./credits";
import { nextEvents } from "./next-events";

const NOW = new Date("2026-11-22T12:00:00.000Z");
const RESET = "2026-12-03T14:05:00.000Z";

type Parts = { plan?: CreditSummary["plan"]; held?: number; debt?: number; monthly?: number; rollover?: number } & {
  trial?: number;
  purchased?: number;
  expiresAt?: string;
  renewing?: boolean;
};

function wallet({ plan = "plus", held = 0, debt = 0, ...parts }: Parts): CreditSummary {
  const { monthly = 0, rollover = 0, trial = 0, purchased = 0 } = parts;
  const balance = monthly + rollover + trial + purchased;
  const hasMonth = parts.monthly !== undefined;
  return {
    balance,
    held,
    available: balance - held,
    debt,
    plan,
    breakdown: { monthly, rollover, trial, purchased },
    monthly: {
      allocated: hasMonth ? Math.max(200, monthly) : 0,
      used: hasMonth ? Math.max(0, 200 - monthly) : 0,
      remaining: monthly,
      resetAt: hasMonth ? RESET : null,
      renewing: parts.renewing ?? plan !== "free",
    },
    rollover: { amount: rollover, expiresAt: rollover > 0 ? (parts.expiresAt ?? RESET) : null },
    purchased,
  };
}

const say = (parts: Parts, now = NOW) =>
  nextEvents(wallet(parts), now).map(({ sentence }) =>
    sentence.map((part) => (typeof part === "string" ? part : part.at.slice(0, 16))).join(""),
  );

test("a month that renews says how much of it rolls over, and when it begins again", () => {
  expect(say({ monthly: 120 })).toEqual([
    "120 of your 200 roll over on 2026-12-03T14:05, for one month.",
    "Your month begins again on 2026-12-03T14:05, with 200 new credits.",
  ]);
});

test("at most 200 roll over, and the rest is said to expire", () => {
  expect(say({ monthly: 230 })[0]).toBe(
    "200 of your 230 roll over on 2026-12-03T14:05, for one month. The other 30 expire.",
  );
});

test("a month that is used up rolls nothing over", () => {
  expect(say({ monthly: 0 })[0]).toBe("This month's 200 are used up, so nothing rolls over.");
});

test("a month that does not renew still rolls over, and says that nothing follows", () => {
  expect(say({ monthly: 1, plan: "free", renewing: false, purchased: 10 })).toEqual([
    "1 of your 200 rolls over on 2026-12-03T14:05, for one month.",
    "Your last month ends on 2026-12-03T14:05. No new credits follow it.",
    "Your 10 purchased credits never expire.",
    "PRPM+ would bring 200 credits a month. What you leave rolls over for one month.",
  ]);
});

test("carried-over credits expire before the month begins again, also at the same instant", () => {
  expect(nextEvents(wallet({ monthly: 200, rollover: 40 }), NOW).map(({ kind }) => kind)).toEqual([
    "rollover-expires",
    "month-ends",
    "month-begins",
  ]);
  expect(say({ monthly: 200, rollover: 40, expiresAt: "2026-12-01T00:00:00.000Z" })[0]).toBe(
    "Your 40 carried-over credits expire on 2026-12-01T00:00.",
  );
  expect(say({ rollover: 1 })[0]).toBe("Your 1 carried-over credit expires on 2026-12-03T14:05.");
});

test("what is held is mentioned, comes from the month first, and neither rolls over nor expires", () => {
  expect(say({ monthly: 2, rollover: 40, held: 3 })).toEqual([
    "3 credits are held for a run. What it does not need comes back.",
    "Your 39 carried-over credits expire on 2026-12-03T14:05.",
    "This month's 200 are used up, so nothing rolls over.",
    "Your month begins again on 2026-12-03T14:05, with 200 new credits.",
  ]);
});

test("free: nothing expires, and what PRPM+ would bring", () => {
  expect(say({ plan: "free", trial: 5 })).toEqual([
    "Nothing expires.",
    "PRPM+ would bring 200 credits a month. What you leave rolls over for one month.",
  ]);
  expect(say({ plan: "free" })).toEqual([
    "PRPM+ would bring 200 credits a month. What you leave rolls over for one month.",
  ]);
});

test("beside credits that expire, those that stay are named", () => {
  expect(say({ monthly: 200, trial: 5, purchased: 100 }).at(-1)).toBe(
    "Your 5 trial and 100 purchased credits never expire.",
  );
});

test("a debt comes first", () => {
  expect(say({ plan: "free", debt: 20 })[0]).toBe(
    "You owe 20 credits. The next purchase pays them back; runs wait until then.",
  );
});

test("what is past is not announced", () => {
  expect(say({ monthly: 120, rollover: 5 }, new Date(RESET))).toEqual([]);
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
    const total = (monthly ?? 0) + parts.rollover + parts.trial + parts.purchased;
    return wallet({ ...parts, ...(monthly === undefined ? {} : { monthly }), held: Math.floor(total * share) });
  });

test("no wallet is promised more than 200, more than it has, or a date that has passed; dates come in order", () => {
  fc.assert(
    fc.property(anyWallet, (summary) => {
      const events = nextEvents(summary, NOW);
      const dates = events.flatMap(({ at }) => (at === null ? [] : [at]));
      expect(dates).toEqual([...dates].sort());
      const rolls = events.find(({ kind }) => kind === "month-ends")?.sentence[0];
      const promised = Number(/^(\d+) of your/.exec(String(rolls))?.[1] ?? 0);
      expect(promised).toBeLessThanOrEqual(Math.min(200, summary.monthly.remaining));
      if (summary.held > 0) expect(events.some(({ kind }) => kind === "held")).toBe(true);
    }),
  );
});
