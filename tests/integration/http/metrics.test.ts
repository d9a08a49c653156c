import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { call, newPerson, startApi } from "@/tests/support/api";
import { startApp } from "@/tests/support/app-server";
import { startParameter } from "@/tests/support/ledger-database";
import { scrape } from "@/tests/support/metrics";
import { rows } from "@/tests/support/product";

const RUN = "/api/v1/playground/run";
const SECRET = "test-only-cron-secret-0123456789abcd";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ env: { LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "1000" } });
});
afterAll(() => app.stop());

test("the metrics are for whoever carries CRON_SECRET and nobody else", async () => {
  for (const token of [undefined, "wrong", `${SECRET}x`, "undefined"]) {
    const answer = await call(app, "/api/metrics", token === undefined ? {} : { token });
    expect([answer.status, answer.body["error"]]).toEqual([401, "unauthenticated"]);
  }
  const { token } = await newPerson();
  expect((await call(app, "/api/metrics", { token })).status).toBe(401);
  expect((await call(app, "/api/metrics", { token: SECRET, body: {} })).status).toBe(405);
  const answer = await call(app, "/api/metrics", { token: SECRET });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("without CRON_SECRET the metrics and the jobs are closed to everyone", async () => {
  const closed = await startApp({ env: { CRON_SECRET: "" } });
  try {
    for (const path of ["/api/metrics", "/api/cron/sweep"]) {
      for (const authorization of ["Bearer undefined", "Bearer ", `Bearer ${SECRET}`, "Bearer null"]) {
        expect((await call(closed, path, { headers: { authorization } })).status).toBe(401);
      }
    }
  } finally {
    await closed.stop();
  }
});

test("runs are counted by how they began and ended, with their waits, and requests to the provider by status", async () => {
  const { token } = await newPerson();
  const run = (userInput: string, more: Record<string, unknown> = {}) =>
    call(app, RUN, { token, body: { baseline: true, userInput, ...more } });
  expect((await run("x [[standin tokens=5 rate=1000 ttft=1]]")).status).toBe(200);
  expect((await run("y [[standin tokens=5 rate=1000 ttft=1]]", { model: "haiku" })).status).toBe(200);
  expect((await run("x [[standin error=529]]")).status).toBe(503);
  expect((await run("x [[standin cut_after=2 rate=1000 ttft=1]]")).status).toBe(503);
  expect((await run("x [[standin error=400]]")).status).toBe(500);
  expect((await run("x", { maxCredits: 40 })).status).toBe(402);
  expect((await run("x", { sessionId: "019aa000-0000-7000-8000-000000000000" })).status).toBe(404);

  const series = await scrape(app);
  const sum = (start: string) =>
    [...series].filter(([name]) => name.startsWith(start)).reduce((total, [, value]) => total + value, 0);
  expect(series.get('prpm_run_starts_total{model="sonnet"}')).toBe(4);
  expect(series.get('prpm_run_starts_total{model="haiku"}')).toBe(1);
  const ended = 'prpm_run_ends_total{status="succeeded",code="none",reason="end_turn",model=';
  expect(series.get(`${ended}"sonnet"}`)).toBe(1);
  expect(series.get(`${ended}"haiku"}`)).toBe(1);
  const failed = (reason: string) => `prpm_run_ends_total{status="failed",code="model_unavailable",reason="${reason}"`;
  expect([sum(failed("overloaded")), sum(failed("cut"))]).toEqual([1, 1]);
  expect(sum('prpm_run_ends_total{status="failed",code="internal"')).toBe(1);
  expect(series.get('prpm_run_refusals_total{code="insufficient_credits",reason="none"}')).toBe(1);
  expect(series.get('prpm_run_refusals_total{code="not_found",reason="none"}')).toBe(1);
  expect(series.get('prpm_provider_attempts_total{call="messages",outcome="200"}')).toBe(3);
  expect(series.get('prpm_provider_attempts_total{call="messages",outcome="529"}')).toBe(3);
  expect(series.get('prpm_provider_attempts_total{call="messages",outcome="400"}')).toBe(1);
  expect(series.get("prpm_run_overhead_seconds_count")).toBe(5);
  expect(series.get("prpm_run_overhead_seconds_sum")).toBeLessThan(2.5);
  expect(series.get('prpm_run_first_token_seconds_count{model="haiku"}')).toBe(1);
  expect(series.get('prpm_run_first_token_seconds_count{model="sonnet"}')).toBe(2);
  expect(sum("prpm_run_duration_seconds_count")).toBe(5);
  expect(series.get("prpm_run_unsettled_total")).toBe(0);
  expect(series.get("prpm_provider_spend_today_usd")).toBeGreaterThan(0);
  expect(series.get("prpm_provider_circuits_open")).toBe(0);
});

test("a joined request counts neither as a start nor as a refusal", async () => {
  const { token } = await newPerson();
  const before = await scrape(app);
  const body = { baseline: true, userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" };
  const headers = { "idempotency-key": "metrics-once" };
  for (const _ of [1, 2, 3]) expect((await call(app, RUN, { token, body, headers })).status).toBe(200);
  const other = await call(app, RUN, { token, body: { ...body, userInput: "other" }, headers });
  expect(other.body["error"]).toBe("idempotency_mismatch");
  const after = await scrape(app);
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(grown('prpm_run_starts_total{model="sonnet"}')).toBe(1);
  expect(grown('prpm_run_refusals_total{code="idempotency_mismatch",reason="none"}')).toBe(1);
});

test("open holds, stale holds and running runs are what the database says at that moment", async () => {
  const { id, token } = await newPerson();
  const body = { baseline: true, userInput: "x [[standin tokens=400 rate=20 ttft=1]]" };
  const stream = await fetch(`${app.url}${RUN}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
  });
  const open = await scrape(app);
  expect(open.get("prpm_holds_open")).toBe(1);
  expect(open.get("prpm_holds_stale")).toBe(0);
  expect(open.get("prpm_runs_running")).toBe(1);
  const [hold] = await rows<{ run_id: string }>("SELECT run_id FROM playground_credit_holds WHERE user_id = $1", [id]);
  await call(app, `/api/v1/playground/runs/${hold?.run_id}/stop`, { token, body: {} });
  await stream.text();
  const closed = await scrape(app);
  expect([closed.get("prpm_holds_open"), closed.get("prpm_runs_running")]).toEqual([0, 0]);
});

test("a run whose process was lost shows as a stale hold until the sweeper ends it, which is counted", async () => {
  const { id } = await newPerson();
  const now = Date.now();
  await rows("SELECT start_runs($1)", [startParameter(now, id, [{ runId: newId(), amount: 1 }], now - 1_000)]);
  expect((await scrape(app)).get("prpm_holds_stale")).toBe(1);
  expect((await call(app, "/api/cron/sweep", { token: SECRET })).status).toBe(200);
  const swept = await scrape(app);
  expect(swept.get("prpm_holds_stale")).toBe(0);
  const lost = 'prpm_run_ends_total{status="failed",code="internal",reason="process_lost",model="unknown"}';
  expect(swept.get(lost)).toBe(1);
});

test("while the database does not answer, the process's own metrics are there and say so", async () => {
  await rows("ALTER TABLE playground_credit_holds RENAME TO away");
  const without = await scrape(app);
  await rows("ALTER TABLE away RENAME TO playground_credit_holds");
  expect(without.get("prpm_database_up")).toBe(0);
  expect(without.has("prpm_holds_open")).toBe(false);
  expect(without.get('prpm_run_starts_total{model="haiku"}')).toBe(1);
  expect((await scrape(app)).get("prpm_holds_open")).toBe(0);
});

test("no series carries an id, and their number stays bounded", async () => {
  const series = await scrape(app);
  const ours = [...series.keys()].filter((name) => name.startsWith("prpm_"));
  for (const name of ours) expect(name).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@|prpm_[A-Za-z0-9]{20,}/);
  expect(series.size).toBeLessThan(400);
  expect(series.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
  expect(series.has("nodejs_eventloop_lag_p99_seconds")).toBe(true);
  expect(series.get("prpm_database_up")).toBe(1);
});
