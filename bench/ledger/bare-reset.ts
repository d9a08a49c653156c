/**
 * What a month's end and the next month write for members of organisations, for all of them at once: the rows and the
 * updates of our function, none of its questions. $1 is the instant.
 */
const DUE = `FROM playground_credit_lots lot JOIN playground_credits w USING (user_id)
  WHERE lot.kind = 'monthly' AND lot.closed_at IS NULL AND lot.expires_at = $1`;
const ROW = (seq: number, type: string, amount: number, after: number, key: string) => `SELECT gen_random_uuid(),
  w.user_id, w.seq + ${seq}, '${type}', ${amount}, ${after}, '${key}:' || lot.id, 'Bare',
  jsonb_build_array(jsonb_build_object('lotId', lot.id, 'kind', 'monthly', 'amount', ${amount})), $1::timestamptz ${DUE}`;

export const BARE_RESET: readonly string[] = [
  `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key, description,
    lots, occurred_at)
  ${ROW(1, "rollover", -150, 0, "out")} UNION ALL ${ROW(2, "rollover", 150, 150, "in")} UNION ALL
  ${ROW(3, "monthly", 200, 350, "month")}`,
  `INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, period_start, expires_at,
    created_at)
  SELECT gen_random_uuid(), w.user_id, 'rollover', 150, 150, 'rollover:' || lot.id, $1,
    $1::timestamptz + interval '1 month', $1 ${DUE}`,
  `UPDATE playground_credits w SET monthly = 200, rollover = 150, balance = 350, seq = w.seq + 3,
    due_at = $1::timestamptz + interval '1 month', granted_until = $1::timestamptz + interval '1 month', updated_at = $1
  FROM playground_credit_lots lot WHERE lot.user_id = w.user_id AND lot.kind = 'monthly' AND lot.closed_at IS NULL
    AND lot.expires_at = $1`,
  "UPDATE playground_credit_lots SET remaining = 0, closed_at = $1 WHERE kind = 'monthly' AND expires_at = $1",
  `INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, period_start, expires_at,
    created_at)
  SELECT gen_random_uuid(), lot.user_id, 'monthly', 200, 200, 'month:' || lot.id, $1,
    $1::timestamptz + interval '1 month', $1 FROM playground_credit_lots lot WHERE closed_at = $1`,
];
