import "server-only";
import { query } from "@/lib/db/pool.server";

export type Check = { name: string; broken: number; examples: string[] };

/** Each invariant as a statement that selects what breaks it: a text per broken fact. */
const INVARIANTS: readonly { name: string; broken: string }[] = [
  {
    name: "each lot has between nothing and all of its grant left, and holds no more than that",
    broken: `SELECT 'lot ' || id FROM playground_credit_lots
      WHERE remaining NOT BETWEEN 0 AND granted OR held NOT BETWEEN 0 AND remaining`,
  },
  {
    name: "per user the ledger, the lots and the wallet come to the same sum",
    broken: `SELECT 'user ' || w.user_id FROM playground_credits w
      LEFT JOIN (SELECT user_id, sum(remaining) AS total, sum(held) AS held FROM playground_credit_lots GROUP BY 1) l
        USING (user_id)
      LEFT JOIN (SELECT user_id, sum(amount) AS total FROM playground_credit_transactions GROUP BY 1) t USING (user_id)
      WHERE w.balance <> coalesce(l.total, 0) OR w.balance <> coalesce(t.total, 0) OR w.held <> coalesce(l.held, 0)`,
  },
  {
    name: "per user and kind the wallet's cached total is the sum of its lots",
    broken: `SELECT 'user ' || w.user_id FROM playground_credits w
      LEFT JOIN (SELECT user_id, sum(remaining) FILTER (WHERE kind = 'monthly') AS monthly,
          sum(remaining) FILTER (WHERE kind = 'rollover') AS rollover,
          sum(remaining) FILTER (WHERE kind = 'trial') AS trial,
          sum(remaining) FILTER (WHERE kind = 'purchased') AS purchased
        FROM playground_credit_lots GROUP BY 1) l USING (user_id)
      WHERE (w.monthly, w.rollover, w.trial, w.purchased) IS DISTINCT FROM (coalesce(l.monthly, 0)::int,
        coalesce(l.rollover, 0)::int, coalesce(l.trial, 0)::int, coalesce(l.purchased, 0)::int)`,
  },
  {
    name: "open holds come to what wallets and lots hold",
    broken: `SELECT 'user ' || w.user_id FROM playground_credits w
      LEFT JOIN (SELECT user_id, sum(amount) AS total FROM playground_credit_holds WHERE state = 'held' GROUP BY 1) h
        USING (user_id)
      WHERE w.held <> coalesce(h.total, 0)
      UNION ALL
      SELECT 'lot ' || l.id FROM playground_credit_lots l
      LEFT JOIN (SELECT pin."lotId" AS id, sum(pin.amount) AS total FROM playground_credit_holds h,
          jsonb_to_recordset(h.pins) AS pin ("lotId" uuid, amount int) WHERE h.state = 'held' GROUP BY 1) p USING (id)
      WHERE l.held <> coalesce(p.total, 0)`,
  },
  {
    name: "per user the sequence has no gap and each balance follows from the one before",
    broken: `SELECT 'user ' || user_id || ' seq ' || seq FROM (
        SELECT user_id, seq, balance_after, amount,
          lag(seq, 1, 0::bigint) OVER line AS before, lag(balance_after, 1, 0) OVER line AS balance_before
        FROM playground_credit_transactions WINDOW line AS (PARTITION BY user_id ORDER BY seq)) t
      WHERE seq <> before + 1 OR balance_after <> balance_before + amount
      UNION ALL
      SELECT 'user ' || w.user_id || ' last seq' FROM playground_credits w
      WHERE w.seq <> (SELECT coalesce(max(seq), 0) FROM playground_credit_transactions t WHERE t.user_id = w.user_id)`,
  },
  {
    name: "each ledger row's hash follows from the one before and its own content",
    broken: `SELECT 'user ' || user_id || ' seq ' || seq FROM (
        SELECT t.user_id, t.seq, t.hash, ledger_hash(lag(hash) OVER line, t) AS follows
        FROM playground_credit_transactions t WINDOW line AS (PARTITION BY user_id ORDER BY seq)) t
      WHERE hash <> follows`,
  },
  {
    name: "each lot has left what the ledger gave it and took from it",
    broken: `SELECT 'lot ' || l.id FROM playground_credit_lots l
      LEFT JOIN (SELECT (lot->>'lotId')::uuid AS id, sum((lot->>'amount')::int) AS total
        FROM playground_credit_transactions t, jsonb_array_elements(t.lots) AS lot GROUP BY 1) moved USING (id)
      WHERE l.remaining <> coalesce(moved.total, 0)`,
  },
  {
    name: "each ledger row names lots that come to its amount",
    broken: `SELECT 'transaction ' || id FROM playground_credit_transactions t
      WHERE amount <> (SELECT coalesce(sum(lot.amount), 0) FROM jsonb_to_recordset(t.lots) AS lot (amount int))`,
  },
  {
    name: "each lot was granted by exactly one ledger row of its amount",
    broken: `SELECT 'lot ' || l.id FROM playground_credit_lots l
      WHERE (SELECT count(*) FROM playground_credit_transactions t
        WHERE t.natural_key = l.source_ref AND t.user_id = l.user_id AND t.amount = l.granted) <> 1`,
  },
  {
    name: "each captured run has one spend row of its charge, and no other run has one",
    broken: `SELECT 'run ' || coalesce(h.run_id, t.run_id) FROM
        (SELECT run_id, captured FROM playground_credit_holds WHERE state = 'captured') h
      FULL JOIN (SELECT run_id, -sum(amount) AS spent, count(*) AS rows FROM playground_credit_transactions
        WHERE type = 'spend' GROUP BY 1) t USING (run_id)
      WHERE h.captured IS DISTINCT FROM t.spent OR t.rows <> 1
      UNION ALL
      SELECT 'run ' || r.id FROM playground_runs r JOIN playground_credit_holds h ON h.run_id = r.id
      WHERE r.credits_charged <> h.captured OR r.credits_quoted <> h.amount OR r.user_id <> h.user_id`,
  },
  {
    name: "each run going has an open hold, each run that ended a settled one",
    broken: `SELECT 'run ' || r.id FROM playground_runs r LEFT JOIN playground_credit_holds h ON h.run_id = r.id
      WHERE h.run_id IS NULL OR (r.status = 'running') <> (h.state = 'held')`,
  },
  {
    name: "per user the debt is what clawbacks still lack, and what they took stands in the ledger",
    broken: `SELECT 'user ' || w.user_id FROM playground_credits w
      LEFT JOIN (SELECT user_id, sum(target - taken - expired) AS owed, sum(taken) AS taken
        FROM playground_credit_clawbacks GROUP BY 1) c USING (user_id)
      LEFT JOIN (SELECT user_id, -sum(amount) AS taken FROM playground_credit_transactions
        WHERE type IN ('refund', 'dispute') GROUP BY 1) t USING (user_id)
      WHERE w.debt <> coalesce(c.owed, 0) OR coalesce(c.taken, 0) <> coalesce(t.taken, 0)`,
  },
  {
    name: "nobody has two open months, and a lot that has ended keeps only what runs hold",
    broken: `SELECT 'user ' || user_id FROM playground_credit_lots WHERE kind = 'monthly' AND closed_at IS NULL
      GROUP BY user_id HAVING count(*) > 1
      UNION ALL SELECT 'lot ' || id FROM playground_credit_lots WHERE closed_at IS NOT NULL AND remaining <> held`,
  },
  {
    name: "every wallet wakes when the first of its lots ends",
    broken: `SELECT 'user ' || l.user_id FROM playground_credit_lots l JOIN playground_credits w USING (user_id)
      WHERE l.expires_at IS NOT NULL AND l.closed_at IS NULL AND (w.due_at IS NULL OR w.due_at > l.expires_at)`,
  },
  {
    name: "every purchase that was paid has one grant of its credits, and every purchased lot its payment",
    broken: `SELECT 'purchase ' || p.id FROM playground_credit_purchases p
      LEFT JOIN playground_credit_lots l ON l.purchase_id = p.id
      WHERE p.status = 'paid' AND l.id IS NULL OR l.id IS NOT NULL AND (l.granted <> p.credits
        OR l.user_id <> p.user_id OR p.status <> 'paid')
      UNION ALL
      SELECT 'lot ' || l.id FROM playground_credit_lots l LEFT JOIN playground_credit_purchases p ON p.id = l.purchase_id
      WHERE l.kind = 'purchased' AND p.id IS NULL`,
  },
  {
    name: "every month of PRPM+ that was paid has one grant, and none that was not",
    broken: `SELECT 'invoice ' || i.id FROM subscription_invoices i
      LEFT JOIN playground_credit_lots l ON l.source_ref = 'stripe:invoice:' || i.id || ':grant'
      WHERE i.grants <> (l.id IS NOT NULL) OR l.user_id <> i.user_id`,
  },
  {
    name: "of each payment as many credits are taken back as the money that went back comes to",
    broken: `SELECT 'payment ' || paid.id FROM (
        SELECT stripe_payment_intent_id AS id, 'stripe:pi:' || stripe_payment_intent_id || ':grant' AS source_ref,
          paid_cents, refunded_cents::bigint + disputed_cents AS back FROM playground_credit_purchases
        WHERE paid_cents > 0
        UNION ALL
        SELECT stripe_payment_intent_id, 'stripe:invoice:' || id || ':grant', paid_cents,
          refunded_cents::bigint + disputed_cents FROM subscription_invoices WHERE grants AND paid_cents > 0) paid
      JOIN playground_credit_lots l USING (source_ref) LEFT JOIN playground_credit_clawbacks c USING (source_ref)
      WHERE coalesce(c.target, 0) <> least(l.granted, ceil(l.granted::numeric * paid.back / paid.paid_cents))`,
  },
  {
    name: "every user has a wallet",
    broken:
      "SELECT 'user ' || id FROM users u WHERE NOT EXISTS (SELECT 1 FROM playground_credits WHERE user_id = u.id)",
  },
];

/** Checks every invariant of the ledger; each check names up to five of what breaks it. */
export async function verifyLedger(): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, broken } of INVARIANTS) {
    const rows = await query<{ fact: string; total: number }>(
      `SELECT fact, count(*) OVER () AS total FROM (${broken}) AS found (fact) LIMIT 5`,
    );
    checks.push({ name, broken: rows[0]?.total ?? 0, examples: rows.map((row) => row.fact) });
  }
  return checks;
}
