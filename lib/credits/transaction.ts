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

/** A movement with its cause, as the statement page shows it. */
export type StatementLine = CreditTransaction & { cause: TransactionCause | null };
