import type { Client } from "pg";
import { asBulk, seedWallets } from "../ledger/seed";
import { seedMoney } from "./seed-money";

/** Over so many days the runs are spread, the last of them today. */
export const DAYS = 60;
export const PACKAGES = 2_000;

export type Sizes = { runs: number; sessions: number; users: number };

// Ids in order, as ours are.
const id = (kind: string, n: string) => `(lpad(to_hex(${n}), 24, '0') || '${kind}')::uuid`;
const RUN = (n: string) => id("aaaaaaaa", n);
const SESSION = (n: string) => id("bbbbbbbb", n);

/** Of few packages much, of most little; a fifth of the runs without one; a tenth fails. */
const RUNS = `INSERT INTO playground_runs (id, user_id, session_id, request_hash, package_id, package_version_id, prompt_hash,
    model, provider_model, user_input, max_tokens, prompt_tokens, credits_quoted, credits_charged, status, error_code,
    input_tokens, output_tokens, cost_micro_usd, max_cost_micro_usd, price_date, duration_ms, created_at, finished_at)
  SELECT ${RUN("i")}, md5('user' || owner)::uuid, ${SESSION("i % $3 + 1")}, '', CASE WHEN k IS NOT NULL THEN md5('package' || k)::uuid END,
    CASE WHEN k IS NOT NULL THEN md5('version' || k || '.' || i % 3)::uuid END, CASE WHEN k IS NOT NULL THEN 'hash' END,
    (ARRAY['haiku', 'sonnet', 'sonnet', 'opus'])[1 + i % 4], 'claude', '', 1000, 500, 3,
    CASE WHEN ending = 'failed' THEN 0 ELSE 1 + i % 3 END, ending, CASE WHEN ending = 'failed' THEN 'model_unavailable' END,
    500, 300, 4000 + i % 9000, 20000, '2026-10-07', 800 + (i::bigint * 7919 % 60000)::int, at, at + interval '9 seconds'
  FROM (SELECT i, 1 + floor(power(random(), 2) * $2)::int AS owner,
      CASE WHEN i % 5 > 0 THEN floor(power(random(), 3) * ${PACKAGES})::int END AS k,
      CASE WHEN i % 10 = 3 THEN 'failed' WHEN i % 20 = 7 THEN 'stopped' ELSE 'succeeded' END AS ending,
      $4::timestamptz - interval '${DAYS} days' + i * (interval '${DAYS} days' / $1::float8) AS at
    FROM generate_series(1, $1::int) AS i) AS made`;

const SPENDS = `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
    description, lots, run_id, occurred_at)
  SELECT r.id, user_id, 1 + row_number() OVER (PARTITION BY user_id ORDER BY r.id), 'spend', -credits_charged, 1,
    'run:' || r.id || ':capture', '',
    jsonb_build_array(jsonb_build_object('lotId', l.id, 'kind', 'trial', 'amount', -credits_charged)), r.id, finished_at
  FROM playground_runs r JOIN playground_credit_lots l USING (user_id)
  WHERE credits_charged > 0`;

/** Runs, sessions and people as they would have come together by today, without their texts; then the roll-ups of them. */
export async function seedInsights(client: Client, { runs, sessions, users }: Sizes, now: Date): Promise<void> {
  // No trigger makes the hashes of the chain here.
  await client.query(
    "ALTER TABLE playground_credit_transactions ALTER COLUMN hash SET DEFAULT decode(repeat('00', 32), 'hex')",
  );
  await seedWallets(client, users, now);
  await asBulk(client, [
    ["INSERT INTO scopes (name) VALUES ('bench')", []],
    [
      `INSERT INTO packages (id, scope, name, format, subtype, description, owner_id)
      SELECT md5('package' || k)::uuid, 'bench', 'p' || k, 'claude', 'skill', '', md5('user' || (1 + k % $1))::uuid
      FROM generate_series(0, ${PACKAGES - 1}) AS k`,
      [users],
    ],
    [
      `INSERT INTO package_versions (id, package_id, version, content_hash, manifest, file_count, total_bytes, prompt_tokens,
        published_by)
      SELECT md5('version' || k || '.' || v)::uuid, md5('package' || k)::uuid, '1.0.' || v, '',
        '{"subtype": "skill", "main": "SKILL.md"}', 1, 1, 1, md5('user1')::uuid
      FROM generate_series(0, ${PACKAGES - 1}) AS k, generate_series(0, 2) AS v`,
      [],
    ],
    [
      `INSERT INTO playground_sessions (id, user_id, title, saved, created_at, last_turn_at)
      SELECT ${SESSION("n")}, md5('user' || (1 + n % $2))::uuid, '', n % 2 = 0, at, at
      FROM (SELECT n, $3::timestamptz - interval '${DAYS} days' + n * (interval '${DAYS} days' / $1::float8) AS at
        FROM generate_series(1, $1::int) AS n) AS made`,
      [sessions, users, now],
    ],
    [RUNS, [runs, users, sessions, now]],
    [SPENDS, []],
    [
      `INSERT INTO playground_shares (id, user_id, session_id, token_hash, package_id, title, run_ids, shown_findings, judgement,
        created_at, published_at, views)
      SELECT gen_random_uuid(), user_id, id, decode(md5(id::text), 'hex'), md5('package' || floor(power(random(), 3) * ${PACKAGES})::int)::uuid,
        '', '{}', '{}', 'clear', created_at, created_at, 7
      FROM playground_sessions WHERE saved AND random() < 0.1`,
      [],
    ],
  ]);
  await seedMoney(client, DAYS, now);
  await client.query("VACUUM ANALYZE");
}
