import "server-only";
import type { TransactionType } from "@/lib/credits/credits";
import { listStatement } from "@/lib/credits/statement.server";
import type { StatementLine } from "@/lib/credits/transaction";
import { formatCsvRow } from "@/lib/csv";

const HEADER = ["seq", "time", "type", "amount", "balance", "description", "runId", "purchaseId", "hash"] as const;

/** Lines read at once: few round trips, and no more than a few hundred kilobytes in memory. */
const CHUNK_LINES = 1_000;

function toRow(line: StatementLine): string {
  const { seq, createdAt, type, amount, balanceAfter, description, runId, purchaseId, hash } = line;
  return formatCsvRow([seq, createdAt, type, amount, balanceAfter, description, runId, purchaseId, hash]);
}

type ExportStatement = { userId: string; now: Date; type?: TransactionType | undefined };

/**
 * A user's whole statement as CSV, newest first, in pieces. Lines that are written meanwhile are newer than its
 * first, so it has neither gaps nor repeats.
 */
export async function* exportStatement(filter: ExportStatement): AsyncGenerator<string> {
  let before: number | undefined;
  let head = formatCsvRow(HEADER);
  for (let hasMore = true; hasMore; ) {
    const page = await listStatement({ ...filter, limit: CHUNK_LINES, before });
    yield head + page.lines.map(toRow).join("");
    head = "";
    before = page.lines.at(-1)?.seq;
    hasMore = page.hasMore;
  }
}
