import type { Client } from "pg";
import { asBulk } from "../ledger/seed";

/** A grant of the ledger after all spends of its user. */
const GRANT = (type: string, key: string, purchase: string) => `INSERT INTO playground_credit_transactions (id, user_id,
    seq, type, amount, balance_after, natural_key, description, lots, purchase_id, occurred_at)
  SELECT gen_random_uuid(), user_id, 1000000 + row_number() OVER (), '${type}', 200, 200, ${key}, '', '[]', ${purchase}, created_at`;

/** Everybody signed up at some time of these days; a sixth bought a pack or tried to, a twentieth has PRPM+. */
export function seedMoney(client: Client, days: number, now: Date): Promise<void> {
  const at = `$1::timestamptz - interval '${days} days' * random()`;
  return asBulk(client, [
    [`UPDATE users SET created_at = ${at}`, [now]],
    [
      `UPDATE playground_credit_transactions t SET type = 'trial', occurred_at = u.created_at
      FROM users u WHERE u.id = t.user_id AND t.type = 'adjustment'`,
      [],
    ],
    ["UPDATE playground_credits SET balance = 5, trial = 5 WHERE random() < 0.5", []],
    [
      `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, status, created_at,
        completed_at, refunded_cents)
      SELECT gen_random_uuid(), id, (ARRAY['small', 'medium', 'large'])[1 + floor(random() * 3)::int], 250, 1000, 'usd',
        CASE WHEN random() < 0.7 THEN 'paid' ELSE 'open' END, at, at, CASE WHEN random() < 0.02 THEN 1000 ELSE 0 END
      FROM (SELECT id, ${at} AS at FROM users WHERE random() < 1.0 / 6) AS buyers`,
      [now],
    ],
    [`${GRANT("purchase", "'bench:' || id", "id")} FROM playground_credit_purchases WHERE status = 'paid'`, []],
    [
      `INSERT INTO subscriptions (id, user_id, status, started_at, stripe_subscription_id)
      SELECT gen_random_uuid(), id, 'active', ${at}, 'sub_' || id FROM users WHERE random() < 0.05`,
      [now],
    ],
    [
      `INSERT INTO subscription_invoices (id, user_id, stripe_subscription_id, status, billing_reason, currency, due_cents,
        paid_cents, period_start, period_end, grants, created_at, updated_at)
      SELECT 'in_' || s.id || month, user_id, stripe_subscription_id, 'paid', 'subscription_cycle', 'usd', 2000, 2000, began,
        began + interval '1 month', true, began, began
      FROM subscriptions s, generate_series(0, 2) AS month, LATERAL (SELECT started_at + month * interval '1 month' AS began) AS b
      WHERE began <= $1`,
      [now],
    ],
    [`${GRANT("monthly", "'stripe:invoice:' || id || ':grant'", "NULL::uuid")} FROM subscription_invoices`, []],
  ]);
}
