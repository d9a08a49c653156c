import "server-only";
import { now } from "@/lib/clock";
import type { CreditSummary, Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";

type Row = {
  balance: number;
  held: number;
  debt: number;
  monthly: number;
  rollover: number;
  trial: number;
  purchased: number;
  plan: Plan;
  monthly_granted: number | null;
  monthly_expires: Date | null;
  rollover_expires: Date | null;
};

/** What a user holds, by kind, with the instants at which something changes; one statement. */
export async function getCreditSummary(userId: string): Promise<CreditSummary> {
  const at = now();
  const [row] = await query<Row>(
    `SELECT w.balance, w.held, w.debt, w.monthly, w.rollover, w.trial, w.purchased, plan_of($2, w.user_id) AS plan,
      m.granted AS monthly_granted, m.expires_at AS monthly_expires, r.expires_at AS rollover_expires
    FROM playground_credits w
    LEFT JOIN LATERAL (SELECT granted, expires_at FROM playground_credit_lots
      WHERE user_id = w.user_id AND kind = 'monthly' AND expires_at > $2 ORDER BY expires_at LIMIT 1) m ON true
    LEFT JOIN LATERAL (SELECT expires_at FROM playground_credit_lots
      WHERE user_id = w.user_id AND kind = 'rollover' AND expires_at > $2 AND remaining > 0
      ORDER BY expires_at LIMIT 1) r ON true
    WHERE w.user_id = $1`,
    [userId, at],
  );
  if (row === undefined) throw new Error(`user ${userId} has no wallet`);
  const allocated = row.monthly_granted ?? 0;
  return {
    balance: row.balance,
    held: row.held,
    available: row.balance - row.held,
    debt: row.debt,
    plan: row.plan,
    breakdown: { monthly: row.monthly, rollover: row.rollover, trial: row.trial, purchased: row.purchased },
    monthly: {
      allocated,
      used: allocated - row.monthly,
      remaining: row.monthly,
      resetAt: row.monthly_expires?.toISOString() ?? null,
      renewing: row.plan !== "free",
    },
    rollover: { amount: row.rollover, expiresAt: row.rollover_expires?.toISOString() ?? null },
    purchased: row.purchased,
  };
}
