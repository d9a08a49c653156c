import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { migrateDatabase } from "@/local/migrate-database";
import { testEnvironment } from "@/tests/support/test-environment";
import { startDurableDatabase } from "../durable-database";
import { seedWallets } from "../ledger/seed";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";

const PEOPLE = 20;
const SESSIONS_EACH = 10_000;
const WORDS_A_SESSION = 120;
const VOCABULARY = 20_000;
const SEARCHES = 200;

/** How long somebody waits who searches 10,000 sessions of their own, in a database with 200,000. */
export async function benchSessionSearch(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  const database = await startDurableDatabase(folder);
  try {
    const url = database.url("bench");
    await migrateDatabase(url);
    const userId = await seed(url);
    Object.assign(process.env, testEnvironment(url), { LOG_LEVEL: "silent" });
    const { listSessions } = await import("@/lib/sessions/list-sessions.server");
    const { pool } = await import("@/lib/db/pool.server");
    const searches: Record<string, () => Omit<Parameters<typeof listSessions>[0], "userId" | "limit">> = {
      "rare words": () => ({ q: `w${any(VOCABULARY)}x w${any(VOCABULARY)}x` }),
      "common words": () => ({ q: "common" }),
      "beginning words": () => ({ q: `w${any(90) + 10}` }),
      "a rare model": () => ({ model: "fable" }),
      "common words and a rare model": () => ({ q: "common", model: "fable", saved: true }),
    };
    const results: Result[] = [];
    for (const [kind, next] of Object.entries(searches)) {
      const took: number[] = [];
      for (let search = 0; search < SEARCHES; search += 1) {
        const began = performance.now();
        await listSessions({ userId, limit: 20, ...next() });
        took.push(performance.now() - began);
      }
      results.push({
        name: `search of ${SESSIONS_EACH} own sessions among ${PEOPLE * SESSIONS_EACH}, ${kind}`,
        unit: "ms",
        count: SEARCHES,
        values: { p50: ms(percentile(took, 50)), p95: ms(percentile(took, 95)) },
        target: "p95 under 100",
      });
    }
    await pool().end();
    return results;
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const any = (count: number): number => Math.floor(Math.random() * count);

/** Sessions with random words, one in twenty of which is common to many, and two runs each; answers whose are searched. */
async function seed(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    "ALTER TABLE playground_credit_transactions ALTER COLUMN hash SET DEFAULT decode(repeat('00', 32), 'hex')",
  );
  await seedWallets(client, PEOPLE, new Date());
  await client.query(
    `INSERT INTO playground_sessions (id, user_id, title, saved, created_at, last_turn_at)
    SELECT gen_random_uuid(), u.id, 'Session ' || n, true, now(), now() - n * interval '1 minute'
    FROM users u, generate_series(1, $1) n`,
    [SESSIONS_EACH],
  );
  await client.query(
    `INSERT INTO playground_session_texts (session_id, user_id, document, last_turn_at)
    SELECT s.id, s.user_id, to_tsvector('simple', s.title || ' ' || (SELECT string_agg(CASE WHEN random() < 0.002
        THEN 'common' ELSE 'w' || floor(random() * $1)::int || 'x' END, ' ')
      FROM generate_series(1, $2) g WHERE s.id IS NOT NULL)), s.last_turn_at
    FROM playground_sessions s`,
    [VOCABULARY, WORDS_A_SESSION],
  );
  await client.query(
    `INSERT INTO playground_runs (id, user_id, session_id, request_hash, model, provider_model, user_input, max_tokens,
      prompt_tokens, credits_quoted, status, max_cost_micro_usd, price_date, created_at, finished_at)
    SELECT gen_random_uuid(), user_id, id, 'bench', CASE WHEN random() < 0.001 THEN 'fable' ELSE 'sonnet' END, 'bench', '', 1, 1,
      1, 'succeeded', 0, '2026-01-01', last_turn_at, last_turn_at
    FROM playground_sessions, generate_series(1, 2)`,
  );
  await client.query("VACUUM ANALYZE");
  const { rows } = await client.query<{ id: string }>("SELECT id FROM users LIMIT 1");
  await client.end();
  return rows[0]?.id ?? "";
}
