/** A whole number of credits; the only unit in which people pay for runs. */
export type Credits = number;

export const TRIAL_CREDITS = 5;
export const MONTHLY_CREDITS = 200;

export const LOT_KINDS = ["monthly", "rollover", "trial", "purchased"] as const;
export type LotKind = (typeof LOT_KINDS)[number];

export const TRANSACTION_TYPES = [
  "trial",
  "monthly",
  "rollover",
  "purchase",
  "spend",
  "expire",
  "refund",
  "dispute",
  "adjustment",
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

export type Plan = "free" | "plus" | "organization";

/** A wallet as `GET credits` shows it. */
export type CreditSummary = {
  balance: Credits;
  held: Credits;
  available: Credits;
  debt: Credits;
  plan: Plan;
  breakdown: Record<LotKind, Credits>;
  monthly: { allocated: Credits; used: Credits; remaining: Credits; resetAt: string | null; renewing: boolean };
  rollover: { amount: Credits; expiresAt: string | null };
  purchased: Credits;
};

/** "1 credit", "2 credits". */
export function formatCredits(credits: Credits): string {
  return `${credits} ${credits === 1 ? "credit" : "credits"}`;
}
