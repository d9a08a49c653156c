import "server-only";
import { now } from "@/lib/clock";
import type { CreditSummary, Credits } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";

/** Postgres writes an instant inside JSON with an offset; on the wire it is ISO in UTC. */
function toInstant(text: string): string {
  return new Date(text).toISOString();
}

function toSummary(row: CreditSummary): CreditSummary {
  const { monthly, rollover, details } = row;
  return {
    ...row,
    monthly: { ...monthly, resetAt: monthly.resetAt && toInstant(monthly.resetAt) },
    rollover: { ...rollover, expiresAt: rollover.expiresAt && toInstant(rollover.expiresAt) },
    details: {
      ...details,
      readAt: toInstant(details.readAt),
      rollovers: details.rollovers.map((lot) => ({ ...lot, expiresAt: toInstant(lot.expiresAt) })),
      debts: details.debts.map((debt) => ({ ...debt, since: toInstant(debt.since) })),
    },
  };
}

/**
 * What a user holds, by kind, with the instants at which something changes. Brings the wallet up to date first, so
 * that a late scheduled job is never seen; one statement.
 */
export async function getCreditSummary(userId: string, at: Date = now()): Promise<CreditSummary> {
  const [row] = await query<{ summary: CreditSummary | null }>("SELECT credit_summary($2, $1) AS summary", [
    userId,
    at,
  ]);
  if (!row?.summary) throw new Error(`user ${userId} has no wallet`);
  return toSummary(row.summary);
}

/** What a user has free, and what of it a run that begins now could spend: less, or nothing, while something is owed. */
export async function getMeans(userId: string, at: Date): Promise<{ available: Credits; spendable: Credits }> {
  const [row] = await query<{ available: Credits; spendable: Credits }>("SELECT * FROM ledger_means($2, $1)", [
    userId,
    at,
  ]);
  if (!row) throw new Error(`user ${userId} has no wallet`);
  return row;
}
