import { groupDigits } from "@/lib/group-digits";

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

/** What a refund or dispute left owing. */
export type Debt = {
  type: "refund" | "dispute";
  owed: Credits;
  /** What of it money went back for, and what was taken back so far. */
  target: Credits;
  taken: Credits;
  of: "purchase" | "month";
  /** The movement that granted what is to go back. */
  grantSeq: number | null;
  since: string;
};

/** What a screen needs besides the sums. */
type CreditDetails = {
  /** When the server read this wallet; of two the later is true. */
  readAt: string;
  /** Of each kind, what runs hold. */
  held: Record<LotKind, Credits>;
  /** Runs that hold something. */
  runs: number;
  /** What of the trial kind an operator gave. */
  given: Credits;
  /** Credits rolled over, each with its own end, the earliest first. */
  rollovers: { amount: Credits; held: Credits; expiresAt: string }[];
  debts: Debt[];
};

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
  details: CreditDetails;
};

/** "1 credit", "1,200 credits". */
export function formatCredits(credits: Credits): string {
  return `${groupDigits(credits)} ${credits === 1 ? "credit" : "credits"}`;
}
