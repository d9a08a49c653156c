import { createHash } from "node:crypto";

/**
 * A paid purchase and its grant, in one statement: $1 the instant, $2 the user, $3 the credits, $4 the grant's key, $5
 * the purchase. The same key again changes nothing.
 */
export const PAID_GRANT = `WITH paid AS (
    INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, status, created_at,
      completed_at)
    VALUES ($5::uuid, $2::uuid, 'small', $3::int, 500, 'usd', 'paid', $1::timestamptz, $1::timestamptz)
    ON CONFLICT (id) DO NOTHING RETURNING 1
  )
  SELECT ledger_grant($1::timestamptz, $2::uuid, 'purchased', 'purchase', $3::int, $4, 'A purchase', NULL, NULL, $5::uuid)
    AS value
  FROM (SELECT count(*) FROM paid) AS done`;

/** The purchase that the grant of a key belongs to. */
export function purchaseIdOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
