import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/id";
import type { Alert } from "@/lib/jobs/alert";
import { startMailReceiver } from "@/tests/support/mail-receiver";
import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { newUser, refusalOf, rows, run, startProduct } from "@/tests/support/product";
import { eventually, startWebhookReceiver } from "@/tests/support/webhook-receiver";

let webhook: Awaited<ReturnType<typeof startWebhookReceiver>>;
let mail: Awaited<ReturnType<typeof startMailReceiver>>;
let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  webhook = await startWebhookReceiver();
  mail = await startMailReceiver();
  product = await startProduct({
    ALERT_WEBHOOK_URL: webhook.url,
    ...mail.environment,
    DAILY_API_COST_ALERT_USD: "0.01",
    LIMIT_RUNS_PER_MINUTE: "1000",
    LIMIT_RUNS_IN_FLIGHT: "1000",
  });
  const { grantAdmin } = await import("@/lib/accounts/roles.server");
  for (let admin = 0; admin < 2; admin += 1) {
    await grantAdmin({ userId: (await newUser()).id, actor: null, reason: "test" });
  }
});
beforeEach(async () => {
  await rows("TRUNCATE alerts, deliveries, job_runs, stripe_events, provider_spend, subscriptions CASCADE");
  await rows("DELETE FROM playground_credit_purchases WHERE status <> 'paid'");
  webhook.answer();
  webhook.heard.length = 0;
  mail.refuse(null);
  mail.mails.length = 0;
});
afterAll(async () => {
  await product.stop();
  await webhook.stop();
  await mail.stop();
});

const minutesLater = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function raise(alert: Alert, now = new Date()): Promise<boolean> {
  const { raiseAlert } = await import("@/lib/jobs/raise-alert.server");
  return raiseAlert(alert, now);
}

/** Puts an alert there as SQL does, which sets off no delivery. */
const lay = (kind: string, subject = "", ago = "0 minutes") =>
  rows(
    `INSERT INTO alerts (id, kind, subject, day, message, created_at)
    VALUES ($1, $2, $3, current_date, 'It happened', now() - $4::interval)`,
    [newId(), kind, subject, ago],
  );

/** The hourly job. */
async function alertsJob(now = new Date()): Promise<void> {
  const job = await import("@/lib/insights/alerts-job.server");
  await job.alertsJob(now);
}

const states = (channel: string) =>
  rows<{ state: string; attempts: number; problem: string | null }>(
    "SELECT state, attempts, problem FROM deliveries WHERE channel = $1 ORDER BY about",
    [channel],
  );
const alertsOf = (kind: string) =>
  rows<{ subject: string; message: string }>("SELECT * FROM alerts WHERE kind = $1", [kind]);

test("cost alarm: the first run over the threshold is told at once, and however many follow, once", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => newUser()));
  const input = { userInput: "x [[standin tokens=20 rate=5000 ttft=1]]" };
  await rows("INSERT INTO provider_spend VALUES ((now() AT TIME ZONE 'UTC')::date, 3, 9950)");
  for (const person of people.slice(0, 1)) await run(person, input);
  await Promise.all(people.slice(1).map((person) => run(person, input)));
  await eventually(() => webhook.heard.length > 0 && mail.mails.length > 0);
  await alertsJob();
  await alertsJob(minutesLater(30));
  expect(await alertsOf("daily_api_cost")).toHaveLength(1);
  expect(webhook.heard).toHaveLength(1);
  expect(mail.mails).toHaveLength(1);
  const [message] = webhook.heard;
  expect(message?.text).toContain("Today has cost $0.01 at the provider");
  expect(message?.text).toContain("<http://localhost:3000/admin");
  expect(mail.mails[0]?.to).toHaveLength(2);
  expect(mail.mails[0]?.raw).toContain("Subject: PRPM alert: Cost alarm");
});

test("the same alert of two processes that deliver at once goes out once on each channel", async () => {
  const file = fileURLToPath(new URL("./deliver.ts", import.meta.url));
  const one = () => promisify(execFile)(process.execPath, ["--conditions=react-server", "--import", "tsx", file]);
  await Promise.all([one(), one(), one()]);
  expect(await alertsOf("stale_holds")).toHaveLength(1);
  expect([webhook.heard.length, mail.mails.length]).toEqual([1, 1]);
  expect(await states("webhook")).toEqual([{ state: "sent", attempts: 1, problem: null }]);
});

test("of processes that all saw an alert untold, one alone tells it", async () => {
  await lay("stale_holds");
  const { pool } = await import("@/lib/db/pool.server");
  const { deliverAlerts } = await import("@/lib/jobs/deliver-alerts.server");
  const blocker = await pool().connect();
  await blocker.query("BEGIN");
  await blocker.query(
    "INSERT INTO deliveries (about, channel, state, attempts, tried_at) SELECT id, 'webhook', 'sending', 1, now() FROM alerts",
  );
  const delivering = Promise.all(Array.from({ length: 4 }, () => deliverAlerts(new Date())));
  const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await eventually(async () => Number((await rows<{ count: number }>(waiting))[0]?.count) >= 4);
  await blocker.query("ROLLBACK");
  blocker.release();
  await delivering;
  expect([webhook.heard.length, mail.mails.length]).toEqual([1, 1]);
});

test("much trouble of one kind is one message, each kind has its own", async () => {
  for (let wallet = 0; wallet < 30; wallet += 1) await lay("wallet_stuck", `wallet ${wallet}`);
  await lay("second_subscription", newId());
  const { deliverAlerts } = await import("@/lib/jobs/deliver-alerts.server");
  await Promise.all(Array.from({ length: 5 }, () => deliverAlerts(new Date())));
  expect(webhook.heard.map(({ text }) => text.split("\n")[0]).sort()).toEqual([
    "*A wallet cannot be brought up to date (30)*",
    "*Somebody pays for PRPM+ twice*",
  ]);
  expect(mail.mails).toHaveLength(2);
});

test("a webhook that is down is tried again by the job after a pause, and once it took the message never again", async () => {
  webhook.answer((response) => void response.writeHead(503).end());
  await raise({ kind: "provider_out", subject: "sonnet", message: "Sonnet failed again and again." });
  await eventually(() => webhook.heard.length === 1);
  await eventually(() => mail.mails.length === 1);
  await alertsJob();
  expect(webhook.heard).toHaveLength(1);
  expect(await states("webhook")).toEqual([{ state: "refused", attempts: 1, problem: "the webhook answered 503" }]);
  webhook.answer();
  await alertsJob(minutesLater(20));
  await alertsJob(minutesLater(80));
  expect(webhook.heard).toHaveLength(2);
  expect(mail.mails).toHaveLength(1);
  expect(await states("webhook")).toEqual([{ state: "sent", attempts: 2, problem: null }]);
});

test("a message that may have arrived is not sent again, and what is known of it holds no secret", async () => {
  webhook.answer((response) => void response.destroy());
  await lay("stale_holds");
  await alertsJob();
  webhook.answer();
  await alertsJob(minutesLater(200));
  expect(webhook.heard).toHaveLength(1);
  const [told] = await states("webhook");
  expect(told).toMatchObject({ state: "in_doubt", attempts: 1 });
  expect(JSON.stringify(told)).not.toContain("secret");
});

test("what a lost process was sending stays in doubt", async () => {
  await lay("stale_holds");
  await rows(
    `INSERT INTO deliveries (about, channel, state, attempts, tried_at)
    SELECT id, 'webhook', 'sending', 1, now() - interval '10 minutes' FROM alerts`,
  );
  await alertsJob();
  expect(webhook.heard).toHaveLength(0);
  expect(await states("webhook")).toMatchObject([{ state: "in_doubt" }]);
  expect(mail.mails).toHaveLength(1);
});

test("an alert whose readers could not be looked up is not in doubt: it is told later", async () => {
  await lay("stale_holds");
  const { deliverAlerts } = await import("@/lib/jobs/deliver-alerts.server");
  await rows("ALTER TABLE users RENAME COLUMN role TO role_elsewhere");
  try {
    await expect(deliverAlerts(new Date())).rejects.toMatchObject({ code: "42703" });
  } finally {
    await rows("ALTER TABLE users RENAME COLUMN role_elsewhere TO role");
  }
  await deliverAlerts(minutesLater(10));
  expect([webhook.heard.length, mail.mails.length]).toEqual([1, 1]);
});

test("a mail server that refuses is tried again, and the webhook does not wait for it", async () => {
  mail.refuse(451);
  await raise({ kind: "stale_holds", message: "1 hold" });
  await eventually(async () => (await states("mail"))[0]?.state === "refused");
  expect(webhook.heard).toHaveLength(1);
  await alertsJob();
  mail.refuse(null);
  await alertsJob(minutesLater(20));
  expect([webhook.heard.length, mail.mails.length]).toEqual([1, 1]);
  expect(await states("mail")).toEqual([{ state: "sent", attempts: 2, problem: null }]);
});

test("after a day an alert is no news", async () => {
  await lay("stale_holds", "", "25 hours");
  await alertsJob();
  expect(webhook.heard).toHaveLength(0);
});

test("PRPM+ members who run out of credits are counted once there are ten of them", async () => {
  const subscribe = async (credits: number) => {
    const { id } = await newUser();
    await rows(
      "INSERT INTO subscriptions (id, user_id, status, started_at, created_at) VALUES ($1, $2, 'active', now() - interval '1 day', now())",
      [newId(), id],
    );
    if (credits > 0) {
      await rows("SELECT ledger_grant_month(now(), $1, $2, now(), now() + interval '30 days')", [id, `in_${id}`]);
    }
  };
  await Promise.all(Array.from({ length: 9 }, () => subscribe(0)));
  await alertsJob();
  expect(await alertsOf("plus_running_low")).toEqual([]);
  await Promise.all(Array.from({ length: 11 }, () => subscribe(200)));
  await alertsJob();
  await alertsJob(minutesLater(10));
  const [low, ...more] = await alertsOf("plus_running_low");
  await eventually(() => webhook.heard.length > 0);
  expect([low?.message, more.length]).toEqual(["9 of 20 PRPM+ members (45 %) have fewer than 10 credits left.", 0]);
  expect(webhook.heard).toHaveLength(1);
});

test("most people declined when they pay is told, not counting who paid after all, only looked, or came a day ago", async () => {
  const tryToPay = async (status: string, failure: string | null, ago = "1 hour") => {
    const { id } = await newUser();
    await rows(
      `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, status, failure, created_at)
      VALUES ($1, $2, 'small', 100, 500, 'usd', $3, $4, now() - $5::interval)`,
      [newId(), id, status, failure, ago],
    );
    return id;
  };
  await tryToPay("open", null);
  await tryToPay("expired", null);
  await tryToPay("failed", "card_declined", "25 hours");
  const patient = await tryToPay("open", "card_declined");
  await rows(PAID_GRANT, [
    new Date(),
    patient,
    100,
    "stripe:pi:patient:grant",
    purchaseIdOf("stripe:pi:patient:grant"),
  ]);
  for (let person = 0; person < 4; person += 1) await tryToPay("open", "card_declined");
  await alertsJob();
  expect(await alertsOf("purchases_declined")).toEqual([]);
  await tryToPay("failed", null);
  await alertsJob();
  await alertsJob(minutesLater(10));
  await eventually(() => webhook.heard.length > 0);
  expect((await alertsOf("purchases_declined")).map(({ message }) => message)).toEqual([
    "Of 6 people who tried to pay for credits in the last 24 hours, 5 were declined and have not paid.",
  ]);
  expect(webhook.heard).toHaveLength(1);
});

test("a job that fails is told with its error, once a day", async () => {
  const { runJob } = await import("@/lib/jobs/run-job.server");
  const fail = () => runJob("sweep", new Date(), () => Promise.reject(new Error("the disk is full")));
  await expect(fail()).rejects.toThrow("full");
  await expect(fail()).rejects.toThrow("full");
  await eventually(() => webhook.heard.length > 0);
  await alertsJob();
  expect(webhook.heard.map(({ text }) => text.includes("The job sweep failed: the disk is full"))).toEqual([true]);
});

test("a job that does not come is missed by its schedule; one that failed today was told of already", async () => {
  const ran = (job: string, ago: string, status = "succeeded") =>
    rows(
      `INSERT INTO job_runs (id, job, period, status, started_at) VALUES ($1, $2, now() - $3::interval, $4, now() - $3::interval)`,
      [newId(), job, ago, status],
    );
  await alertsJob();
  expect(await alertsOf("job_missed")).toEqual([]);
  await ran("monthly-reset", "25 hours");
  await ran("sweep", "20 minutes");
  await ran("sweep", "1 minutes", "running");
  await ran("reconcile", "70 minutes");
  await alertsJob();
  expect((await alertsOf("job_missed")).map(({ subject }) => subject)).toEqual(["sweep"]);
  await ran("monthly-reset", "30 hours");
  await rows("TRUNCATE alerts, deliveries");
  await lay("job_failed", "sweep");
  await alertsJob();
  const missed = await alertsOf("job_missed");
  expect(missed.map(({ subject }) => subject)).toEqual(["rollover-expiry"]);
  expect(missed[0]?.message).toMatch(/^The job rollover-expiry has not succeeded once since jobs began to run, 2/);
});

test("a model that stays paused is told, also when nobody heard its circuit open", async () => {
  const pause = (model: string, ago: string) =>
    rows(
      `INSERT INTO provider_circuits (model, reason, failures, user_id, last_failure_at, opened_at, retry_at)
      SELECT $1, 'unavailable', 9, id, now() - $2::interval, now() - interval '2 days', now() FROM users LIMIT 1`,
      [model, ago],
    );
  await pause("opus", "1 hour");
  await pause("haiku", "25 hours");
  await pause("all", "1 hour");
  await alertsJob();
  await alertsJob();
  await rows("TRUNCATE provider_circuits");
  const told = await alertsOf("provider_out");
  expect(told).toMatchObject([
    { subject: "opus", message: expect.stringContaining("Opus 5.5 failed again and again") },
  ]);
});

test("webhooks that wait for two hours are told", async () => {
  await rows(
    `INSERT INTO stripe_events (id, type, created, payload, source, received_at, last_attempt_at)
    VALUES ('evt_1', 'x', now(), '{}', 'webhook', now() - interval '119 minutes', now())`,
  );
  await alertsJob();
  expect(await alertsOf("webhooks_waiting")).toEqual([]);
  await alertsJob(minutesLater(5));
  expect((await alertsOf("webhooks_waiting"))[0]?.message).toContain("1 event has waited");
});

test("what cannot be looked for fails the job, and keeps nothing else from being found and told", async () => {
  await lay("stale_holds");
  await rows("INSERT INTO provider_spend VALUES ((now() AT TIME ZONE 'UTC')::date, 3, 20000)");
  await rows("ALTER TABLE subscriptions RENAME TO subscriptions_elsewhere");
  try {
    await expect(alertsJob()).rejects.toMatchObject({ code: "42P01" });
  } finally {
    await rows("ALTER TABLE subscriptions_elsewhere RENAME TO subscriptions");
  }
  expect(await alertsOf("daily_api_cost")).toHaveLength(1);
  await eventually(() => webhook.heard.length === 2 && mail.mails.length === 2);
});

test("a purchase that Stripe does not take, and drift in the ledger, reach the webhook", async () => {
  const { withPurchaseAlarm } = await import("@/lib/billing/purchase-alarm.server");
  const { AppError } = await import("@/lib/errors");
  const fails = () =>
    withPurchaseAlarm(() => Promise.reject(new AppError("payments_unavailable", { details: { reason: "stripe" } })));
  for (let time = 0; time < 2; time += 1) expect((await refusalOf(fails())).code).toBe("payments_unavailable");
  const { id } = await newUser();
  const { pool } = await import("@/lib/db/pool.server");
  const client = await pool().connect();
  const shift = async (by: number) => {
    await client.query("BEGIN; SET LOCAL session_replication_role = replica");
    await client.query("UPDATE playground_credit_lots SET remaining = remaining - $2 WHERE user_id = $1", [id, by]);
    await client.query("COMMIT");
  };
  await shift(1);
  const { reconcileLedger } = await import("@/lib/credits/reconcile.server");
  await reconcileLedger(new Date());
  await reconcileLedger(new Date());
  await shift(-1);
  client.release();
  await alertsJob();
  const titles = () => webhook.heard.map(({ text }) => text.split("\n")[0]);
  // What was gathered a moment before may be telling it beside the job.
  await eventually(() =>
    ["*Purchases", "*The ledger"].every((start) => titles().some((title) => title?.startsWith(start))),
  );
  expect(titles().filter((title) => title === "*Purchases fail*")).toHaveLength(1);
  expect(titles().filter((title) => title?.startsWith("*The ledger does not add up"))).toHaveLength(1);
});

test("the operators see what was told, where and when, and what could not be", async () => {
  webhook.answer((response) => void response.writeHead(404).end());
  await lay("stale_holds");
  await alertsJob();
  const { listAlerts } = await import("@/lib/jobs/list-alerts.server");
  expect((await listAlerts(10)).channels).toEqual(["webhook", "mail"]);
  // What was gathered a moment before may be telling it beside the job.
  await expect
    .poll(async () => (await listAlerts(10)).items[0]?.told)
    .toMatchObject([
      { channel: "webhook", state: "refused", attempts: 1, problem: "the webhook answered 404" },
      { channel: "mail", state: "sent", attempts: 1, problem: null },
    ]);
});
