import "server-only";
import { z } from "zod";
import type { TransactionType } from "@/lib/credits/credits";
import type { CreditTransaction } from "@/lib/credits/transaction";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";

export type ListTransactions = {
  userId: string;
  limit: number;
  cursor?: string | undefined;
  type?: TransactionType | undefined;
};

/** A user's movements, newest first, a page at a time. */
export async function listTransactions(list: ListTransactions): Promise<Page<CreditTransaction>> {
  const [before] = list.cursor === undefined ? [null] : decodeCursor(list.cursor, z.tuple([z.int()]));
  const rows = await query<Omit<CreditTransaction, "createdAt"> & { createdAt: Date }>(
    `SELECT id, seq, type, amount, balance_after AS "balanceAfter", description, run_id AS "runId",
      purchase_id AS "purchaseId", occurred_at AS "createdAt"
    FROM playground_credit_transactions
    WHERE user_id = $1 AND ($2::bigint IS NULL OR seq < $2) AND ($3::text IS NULL OR type = $3)
    ORDER BY seq DESC LIMIT $4`,
    [list.userId, before, list.type ?? null, list.limit + 1],
  );
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return toPage(items, list.limit, (item) => [item.seq]);
}
