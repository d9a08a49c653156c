import type { Credits, TransactionType } from "@/lib/credits/credits";

/** One line of a statement, as `GET credits/history` lists it. */
export type CreditTransaction = {
  id: string;
  /** Counts a user's movements without a gap. */
  seq: number;
  type: TransactionType;
  amount: Credits;
  balanceAfter: Credits;
  description: string;
  runId: string | null;
  purchaseId: string | null;
  createdAt: string;
};

/** What a movement came from, as far as it can still be opened. */
export type TransactionCause =
  /** A run; its session while that is there. */
  | { kind: "run"; sessionId: string | null }
  /** Credits of a period; the movement that granted them, when it is another one. */
  | { kind: "month"; from: string; until: string; grantSeq: number | null }
  /** A purchase; the movement that granted it, when it is another one. */
  | { kind: "purchase"; grantSeq: number | null };

/** A movement with its cause, as the statement page shows it, and its place in the chain, as the CSV does. */
export type StatementLine = CreditTransaction & {
  /** SHA-256, in hex, of the movement before and this one's content; docs/credits.md has the formula. */
  hash: string;
  cause: TransactionCause | null;
};
