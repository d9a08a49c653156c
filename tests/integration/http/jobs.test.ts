import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;
const AUTHORIZED = { authorization: "Bearer test-only-cron-secret-0123456789abcd" };
const JOBS = ["monthly-reset", "rollover-expiry", "sweep", "reconcile", "alerts"];

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

test("scheduled jobs are closed to everyone without the secret", async () => {
  const { token } = await newPerson();
  for (const job of JOBS) {
    for (const headers of [
      {},
      { authorization: "Bearer undefined" },
      { authorization: "Bearer " },
      { authorization: `Bearer ${token}` },
    ]) {
      const answer = await call(app, `/api/cron/${job}`, { headers: headers as Record<string, string> });
      expect([answer.status, answer.body["error"]], job).toEqual([401, "unauthenticated"]);
    }
  }
});

test("D40: every job may run twice at once, and each run is logged with its result", async () => {
  for (const job of JOBS) {
    const answers = await Promise.all([1, 2].map(() => call(app, `/api/cron/${job}`, { headers: AUTHORIZED })));
    expect(
      answers.map((answer) => answer.status),
      job,
    ).toEqual([200, 200]);
  }
  const logged = await rows<{ job: string; status: string }>("SELECT DISTINCT job, status FROM job_runs ORDER BY job");
  expect(logged).toEqual([...JOBS].sort().map((job) => ({ job, status: "succeeded" })));
});

test("a month that has ended is closed by the job before its owner comes, and twice changes nothing", async () => {
  const { id, token } = await newPerson();
  await rows(
    `SELECT ledger_grant(now() - interval '40 days', $1::uuid, 'monthly', 'monthly', 200, 'reset:' || $1::uuid, 'test',
      now() - interval '10 days', now() - interval '40 days')`,
    [id],
  );
  await Promise.all([1, 2, 3].map(() => call(app, "/api/cron/monthly-reset", { headers: AUTHORIZED })));
  const types = await rows<{ type: string; amount: number }>(
    "SELECT type, amount FROM playground_credit_transactions WHERE user_id = $1 ORDER BY seq",
    [id],
  );
  expect(types).toEqual([
    { type: "trial", amount: 5 },
    { type: "monthly", amount: 200 },
    { type: "rollover", amount: -200 },
    { type: "rollover", amount: 200 },
  ]);
  const credits = await call(app, "/api/v1/playground/credits", { token });
  expect(credits.body).toMatchObject({ available: 205, breakdown: { monthly: 0, rollover: 200, trial: 5 } });
});

test("drift in the ledger raises one alert a day, not two", async () => {
  const { id } = await newPerson();
  const { pool } = await import("@/lib/db/pool.server");
  const client = await pool().connect();
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  await client.query("UPDATE playground_credit_lots SET remaining = remaining - 1 WHERE user_id = $1", [id]);
  await client.query("COMMIT");
  client.release();
  for (let index = 0; index < 2; index += 1) {
    const answer = await call(app, "/api/cron/reconcile", { headers: AUTHORIZED });
    expect(answer.body["broken"]).toBeGreaterThan(0);
  }
  const alerts = await rows<{ kind: string; subject: string; count: number }>(
    "SELECT kind, subject, count(*) FROM alerts GROUP BY 1, 2",
  );
  expect(alerts.length).toBeGreaterThan(0);
  for (const alert of alerts) expect(alert).toMatchObject({ kind: "ledger_drift", count: 1 });
});
