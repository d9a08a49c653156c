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
