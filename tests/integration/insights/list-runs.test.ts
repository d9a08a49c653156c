import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newId } from "@/lib/id";
import type { OwnRun } from "@/lib/insights/own-run";
import { newUser, receiptOf, rows, startProduct } from "@/tests/support/product";

type User = Awaited<ReturnType<typeof newUser>>;

let stop: () => Promise<void>;

beforeAll(async () => {
  ({ stop } = await startProduct());
});
afterAll(() => stop());

const DAYS = 40;
const FIRST = "2026-01-01";
const period = { from: FIRST, to: "2026-02-09" };

/** Some runs a day at the same instants, made after one that was really run. */
async function fill(user: User, runsADay: number): Promise<void> {
  const { runId } = await receiptOf(user, { userInput: "Hello" });
  await rows(
    `INSERT INTO playground_runs SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
        'idempotency_key', null, 'parent_run_id', null, 'model', (ARRAY['sonnet', 'haiku'])[1 + n % 2],
        'created_at', $2::timestamptz + make_interval(days => d)))).*
      FROM playground_runs r, generate_series(0, $3 - 1) AS d, generate_series(1, $4) AS n WHERE r.id = $1`,
    [runId, `${FIRST}T00:00:00Z`, DAYS, runsADay],
  );
}

async function listAll(user: User, asked: object = {}, limit = 7): Promise<OwnRun[]> {
  const { listRuns } = await import("@/lib/insights/list-runs.server");
  const found: OwnRun[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRuns({ userId: user.id, period, limit, cursor, now: new Date(), ...asked });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < 1_000);
  return found;
}

test("pages have each run of the days once, the newest first, also of the same instant", async () => {
  const user = await newUser();
  await fill(user, 3);
  const all = await listAll(user);
  expect(all.length).toBe(3 * DAYS);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const times = all.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().reverse());
  const day = { period: { from: "2026-01-05", to: "2026-01-05" } };
  expect((await listAll(user, day)).length).toBe(3);
  expect((await listAll(user, { ...day, model: "haiku" })).length).toBe(2);
  expect((await listAll(user, { package: "none" })).length).toBe(all.length);
  expect(await listAll(user, { package: "gone" })).toEqual([]);
  expect(await listAll(user, { package: newId() })).toEqual([]);
});

test("a run says what it was, what it cost and where it is; not where its session is gone", async () => {
  const user = await newUser();
  const { runId, sessionId } = await receiptOf(user, { userInput: "# Hello\n\nthere" });
  const { listRuns } = await import("@/lib/insights/list-runs.server");
  const today = new Date().toISOString().slice(0, 10);
  const list = () => listRuns({ userId: user.id, period: { from: today, to: today }, limit: 20, now: new Date() });
  expect((await list()).items).toEqual([
    expect.objectContaining({
      id: runId,
      sessionId,
      description: "Sonnet 5.5 without a package",
      question: "Hello there",
      creditsSpent: 1,
      error: null,
    }),
  ]);
  await rows("UPDATE playground_sessions SET deleted_at = now() WHERE id = $1", [sessionId]);
  expect((await list()).items[0]?.sessionId).toBeNull();
});

test("one's own runs are found by their index, however many others there are", async () => {
  const [user, busy] = [await newUser(), await newUser()];
  await fill(user, 2);
  await fill(busy, 100);
  await rows("ANALYZE playground_runs");
  const { pool } = await import("@/lib/db/pool.server");
  const { listRuns } = await import("@/lib/insights/list-runs.server");
  const cursor = (await listRuns({ userId: user.id, period, limit: 5, now: new Date() })).nextCursor ?? undefined;
  const sent = vi.spyOn(pool(), "query");
  const filters = [{}, { cursor }, { model: "haiku" as const }, { package: newId() }, { package: "gone" as const }];
  for (const filter of filters) await listRuns({ userId: user.id, period, limit: 5, now: new Date(), ...filter });
  const statements = sent.mock.calls.map(([text, values]) => [String(text), values as unknown] as [string, unknown[]]);
  sent.mockRestore();
  expect(statements.length).toBe(filters.length);
  for (const [text, values] of statements) {
    const plan = JSON.stringify(await rows(`EXPLAIN (FORMAT JSON) ${text}`, values));
    expect(plan).toContain("playground_runs_user_id_created_at_idx");
    expect(plan).not.toMatch(/"Seq Scan"[^{}]*"Relation Name":"playground_runs"/);
  }
});
