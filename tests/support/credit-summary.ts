import type { CreditSummary, Credits, Debt, LotKind, Plan } from "@/lib/credits/credits";

export const RESET_AT = "2026-12-03T14:05:00.000Z";

type Parts = Partial<Record<LotKind, Credits>> & {
  plan?: Plan;
  /** What runs hold, of each kind. */
  held?: Partial<Record<LotKind, Credits>>;
  runs?: number;
  /** A month's grant; 200 where there is a month and none is given. */
  allocated?: Credits;
  renewing?: boolean;
  /** Ends of rolled-over credits; one that ends at RESET_AT where none is given. */
  rollovers?: CreditSummary["details"]["rollovers"];
  given?: Credits;
  debts?: Debt[];
};

/** A wallet as the server answers it, from the parts that matter to a test. */
export function summaryOf({ plan = "free", held = {}, runs, given = 0, debts = [], ...parts }: Parts): CreditSummary {
  const { monthly = 0, rollover = 0, trial = 0, purchased = 0 } = parts;
  const balance = monthly + rollover + trial + purchased;
  const heldOf = { monthly: 0, rollover: 0, trial: 0, purchased: 0, ...held };
  const heldInAll = heldOf.monthly + heldOf.rollover + heldOf.trial + heldOf.purchased;
  const allocated = parts.allocated ?? (parts.monthly === undefined ? 0 : Math.max(200, monthly));
  const carried = [{ amount: rollover, held: heldOf.rollover, expiresAt: RESET_AT }];
  const rollovers = parts.rollovers ?? (rollover > 0 ? carried : []);
  return {
    balance,
    held: heldInAll,
    available: balance - heldInAll,
    debt: debts.reduce((total, { owed }) => total + owed, 0),
    plan,
    breakdown: { monthly, rollover, trial, purchased },
    monthly: {
      allocated,
      used: Math.max(0, allocated - monthly),
      remaining: monthly,
      resetAt: allocated > 0 ? RESET_AT : null,
      renewing: parts.renewing ?? plan !== "free",
    },
    rollover: { amount: rollover, expiresAt: rollovers[0]?.expiresAt ?? null },
    purchased,
    details: {
      readAt: "2026-11-22T12:00:00.000Z",
      held: heldOf,
      runs: runs ?? (heldInAll > 0 ? 1 : 0),
      given,
      rollovers,
      debts,
    },
  };
}

/** A refund of a purchase that left this owing. */
export function debtOf(owed: Credits, debt: Partial<Debt> = {}): Debt {
  return {
    type: "refund",
    owed,
    target: owed,
    taken: 0,
    of: "purchase",
    grantSeq: 2,
    since: "2026-11-20T00:00:00.000Z",
    ...debt,
  };
}
