import type { Client } from "pg";

/** Rows generated at once, as no function would write them: without triggers, true all the same. */
export async function asBulk(client: Client, statements: readonly [text: string, values: unknown[]][]): Promise<void> {
  await client.query("SET session_replication_role = replica");
  for (const [text, values] of statements) await client.query(text, values);
  await client.query("SET session_replication_role = origin");
}

const USERS = (from: string, to: string) => `INSERT INTO users (id, email, handle)
  SELECT md5('user' || n)::uuid, n || '@example.com', 'u' || n FROM generate_series(${from}, ${to}) AS n`;

/** Users 1 to count, each with one lot that outlasts any measurement. */
export function seedWallets(client: Client, count: number, now: Date): Promise<void> {
  return asBulk(client, [
    [USERS("1", "$1"), [count]],
    [
      `INSERT INTO playground_credits (user_id, anchor, balance, trial, seq)
      SELECT md5('user' || n)::uuid, $2, 100000000, 100000000, 1 FROM generate_series(1, $1) AS n`,
      [count, now],
    ],
    [
      `INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, created_at)
      SELECT md5('lot' || n)::uuid, md5('user' || n)::uuid, 'trial', 100000000, 100000000, 'seed:' || n, $2
      FROM generate_series(1, $1) AS n`,
      [count, now],
    ],
    [
      `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
        description, lots, occurred_at)
      SELECT gen_random_uuid(), md5('user' || n)::uuid, 1, 'adjustment', 100000000, 100000000, 'seed:' || n, 'Seed',
        jsonb_build_array(jsonb_build_object('lotId', md5('lot' || n)::uuid, 'kind', 'trial', 'amount', 100000000)), $2
      FROM generate_series(1, $1) AS n`,
      [count, now],
    ],
  ]);
}

/** The runs that cycles hold credits for; a run is no part of what is measured. */
export function seedCycleRuns(client: Client, count: number): Promise<void> {
  return asBulk(client, [
    [
      `INSERT INTO playground_runs (id, user_id, session_id, request_hash, model, provider_model, user_input, max_tokens,
        prompt_tokens, credits_quoted, max_cost_micro_usd, price_date, created_at)
      SELECT md5('run' || n)::uuid, md5('user1')::uuid, md5('session')::uuid, '', 'sonnet', 'sonnet', '', 1, 1, 3, 1, '', now()
      FROM generate_series(1, $1) AS n`,
      [count],
    ],
  ]);
}

const FIRST_MEMBER = 10_000_001;

/** Members of a verified organisation whose month ends at an instant with 150 of its 200 credits unused. */
export function seedMembers(client: Client, count: number, end: Date): Promise<void> {
  const start = new Date("2027-02-01T00:00:00Z");
  const range = [FIRST_MEMBER, FIRST_MEMBER + count - 1];
  const row = (seq: number, type: string, amount: number, after: number, key: string) => `SELECT gen_random_uuid(),
    md5('user' || n)::uuid, ${seq}, '${type}', ${amount}, ${after}, ${key}, 'Seed',
    jsonb_build_array(jsonb_build_object('lotId', md5('lot' || n)::uuid, 'kind', 'monthly', 'amount', ${amount})),
    $3::timestamptz FROM generate_series($1::int, $2::int) AS n`;
  return asBulk(client, [
    [USERS("$1::int", "$2::int"), range],
    [
      `INSERT INTO playground_credits (user_id, anchor, balance, monthly, seq, due_at, granted_until)
      SELECT md5('user' || n)::uuid, $3, 150, 150, 2, $4, $4 FROM generate_series($1::int, $2::int) AS n`,
      [...range, start, end],
    ],
    [
      `INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, period_start, expires_at,
        created_at)
      SELECT md5('lot' || n)::uuid, md5('user' || n)::uuid, 'monthly', 200, 150, 'seed:' || n, $3, $4, $3
      FROM generate_series($1::int, $2::int) AS n`,
      [...range, start, end],
    ],
    [
      `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
        description, lots, occurred_at)
      ${row(1, "monthly", 200, 200, "'seed:' || n")} UNION ALL ${row(2, "adjustment", -50, 150, "'spent:' || n")}`,
      [...range, start],
    ],
    [
      `INSERT INTO membership_periods (id, user_id, organization_id, valid_from)
      SELECT gen_random_uuid(), md5('user' || n)::uuid, md5('organisation')::uuid, $3
      FROM generate_series($1::int, $2::int) AS n`,
      [...range, start],
    ],
  ]);
}

const ROWS_A_USER = 1_000;
const STEP = 1_000_000;

type Rows = { rows: number; now: Date; chained: boolean };

/**
 * Adds users with 1,000 ledger rows each (all corrections) until the ledger has this many rows; answers the first
 * user's id. Chained rows have their true hashes, which takes longer.
 */
export async function seedLedgerRows(client: Client, { rows, now, chained }: Rows): Promise<string> {
  await client.query(
    `ALTER TABLE playground_credit_transactions ENABLE ${chained ? "ALWAYS" : ""} TRIGGER playground_credit_transactions_follow`,
  );
  const has = await client.query<{ count: number }>("SELECT count(*)::int AS count FROM playground_credits");
  for (let from = (has.rows[0]?.count ?? 0) + 1; from * ROWS_A_USER <= rows; from += STEP / ROWS_A_USER) {
    await addUsers(client, from, Math.min(rows, (from - 1) * ROWS_A_USER + STEP) / ROWS_A_USER, now);
  }
  await client.query("VACUUM ANALYZE");
  const { rows: first } = await client.query<{ id: string }>("SELECT md5('user1')::uuid AS id");
  return first[0]?.id ?? "";
}

function addUsers(client: Client, from: number, to: number, now: Date): Promise<void> {
  return asBulk(client, [
    [USERS("$1::int", "$2::int"), [from, to]],
    [
      `INSERT INTO playground_credits (user_id, anchor, balance, trial, seq)
      SELECT md5('user' || n)::uuid, $3, 1, 1, ${ROWS_A_USER} FROM generate_series($1::int, $2::int) AS n`,
      [from, to, now],
    ],
    [
      `INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, created_at)
      SELECT md5('lot' || n)::uuid, md5('user' || n)::uuid, 'trial', ${ROWS_A_USER}, 1, 'seed:' || n || ':1', $3
      FROM generate_series($1::int, $2::int) AS n`,
      [from, to, now],
    ],
    [
      `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
        description, lots, occurred_at)
      SELECT gen_random_uuid(), md5('user' || n)::uuid, seq, 'adjustment',
        amount, ${ROWS_A_USER + 1} - seq, 'seed:' || n || ':' || seq, 'Seed',
        jsonb_build_array(jsonb_build_object('lotId', md5('lot' || n)::uuid, 'kind', 'trial', 'amount', amount)),
        $3::timestamptz + seq * interval '1 s'
      FROM generate_series($1::int, $2::int) AS n, generate_series(1, ${ROWS_A_USER}) AS seq,
        LATERAL (SELECT CASE seq WHEN 1 THEN ${ROWS_A_USER} ELSE -1 END AS amount) AS moved
      ORDER BY seq, n`,
      [from, to, now],
    ],
  ]);
}
