import { afterAll, beforeAll, expect, test } from "vitest";
import { type Billing, buyPack, startBilling, subscribeTo } from "@/tests/support/billing";
import { join, makeOrganization } from "@/tests/support/organizations";
import { newUser, receiptOf, rows } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling({ LIMIT_RUNS_PER_MINUTE: "1000" });
});
afterAll(() => billing.stop());

/** Tables of which nothing is in anybody's file, and why. A new table stands in a part of the export, or here. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  _prisma_migrations: "of the database itself",
  alerts: "notices to operators; what they rest on stands in purchases, subscriptions and runs",
  credit_days: "sums over everybody",
  deliveries:
    "how notices to operators and mails about one's budget went out; when it was reached stands in budgetsReached",
  job_runs: "of scheduled jobs",
  money_counted: "up to when the ledger was counted",
  movement_days: "sums over everybody",
  organizations: "an organisation is no person; one's membership and its name stand in organizations",
  package_days: "sums over everybody",
  package_install_days: "sums over everybody",
  package_installs: "keyed hashes of readers, which we cannot trace to anybody without the reader's cookie",
  package_people: "sums over everybody",
  package_picks: "sums over everybody; one's own picks stand in comparisonPicks",
  playground_run_chunks: "text of runs in flight, which is in the run a moment later",
  playground_session_texts: "search index of texts that stand in runs",
  playground_share_viewers: "keyed hashes of readers, which we cannot trace to anybody without the reader's cookie",
  provider_circuits: "whether the model's provider answers; the person is whose run met it last, and is overwritten",
  provider_spend: "sums over everybody",
  rate_limits: "counters that are forgotten within minutes",
  rollup_days: "which days were counted",
  run_days: "sums over everybody",
  sale_days: "sums over everybody",
  session_days: "sums over everybody",
  stripe_events: "ids of what Stripe told us; what came of it stands in purchases, subscriptions and invoices",
  token_counts: "counts by the hash of a text, of no person",
  trial_claims: "keyed hashes, kept so that free credits come once; nobody is found by them without their address",
};

async function exportOf(userId: string): Promise<{ text: string; file: Record<string, Record<string, unknown>[]> }> {
  const { exportAccount } = await import("@/lib/account-data/export-account.server");
  let text = "";
  for await (const piece of exportAccount(userId, new Date())) text += piece;
  return { text, file: JSON.parse(text) };
}

const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";

/** A person with something in as many tables as can be, all of it marked. */
async function livedIn(mark: string) {
  const user = await newUser();
  await rows("UPDATE users SET name = $2 WHERE id = $1", [user.id, `${mark} name`]);
  await rows(
    "INSERT INTO accounts (id, user_id, provider, provider_account_id) VALUES (gen_random_uuid(), $1, 'github', $2)",
    [user.id, `${mark}-github`],
  );
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const expiresAt = new Date(Date.now() + 1e6);
  const { token } = await issueApiToken({ userId: user.id, name: `${mark} token`, scope: "user", expiresAt });
  await subscribeTo(billing, user.id);
  await buyPack(billing, user.id, "small");
  const { runId } = await receiptOf(user, { userInput: `${mark} question ${QUICK}` });
  const { rateRun } = await import("@/lib/runs/rate-run.server");
  await rateRun({ userId: user.id, runId, body: { effective: true, comment: `${mark} comment` }, now: new Date() });
  await rows(
    "INSERT INTO prompt_drafts (id, user_id, title, text, created_at, updated_at) VALUES (gen_random_uuid(), $1, $2, $2, now(), now())",
    [user.id, `${mark} prompt`],
  );
  return { ...user, token, runId };
}

test("every table of the database is in the export, or is left out for a reason", async () => {
  const { EXPORT_PARTS } = await import("@/lib/account-data/export-parts");
  const exported = EXPORT_PARTS.flatMap(({ tables }) => tables);
  const there = await rows<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  expect([...exported, ...Object.keys(LEFT_OUT)].sort()).toEqual(there.map(({ name }) => name).sort());
  for (const { name, tables, from, where } of EXPORT_PARTS) {
    for (const table of tables) expect(`${from} ${where}`, name).toMatch(new RegExp(`\\b${table}\\b`));
  }
});

test("the file has what somebody did here and nothing of anybody else, and no secret", async () => {
  const ada = await livedIn("ada-canary");
  const eve = await livedIn("eve-canary");
  const { slug } = await makeOrganization(ada.id);
  await join(slug, ada.id, eve.id);
  const { text, file } = await exportOf(ada.id);
  expect(file).toMatchObject({
    formatVersion: 1,
    account: { id: ada.id, email: ada.email, name: "ada-canary name" },
    signIns: [{ provider: "github", providerAccountId: "ada-canary-github" }],
    apiTokens: [{ name: "ada-canary token", ending: ada.token.slice(-4) }],
    organizations: [{ slug, role: "owner" }],
    promptDrafts: [{ text: "ada-canary prompt" }],
    runs: [
      {
        id: ada.runId,
        userInput: `ada-canary question ${QUICK}`,
        status: "succeeded",
        creditsCharged: 1,
        feedback: { effective: true, comment: "ada-canary comment" },
        hold: { state: "captured", captured: 1 },
      },
    ],
    ledger: [{ type: "trial" }, { type: "monthly", amount: 200 }, { type: "purchase" }, { type: "spend", amount: -1 }],
    purchases: [{ status: "paid" }],
    subscriptions: [{ status: "active" }],
    invoices: [{ status: "paid" }],
    wallet: { balance: 304 },
    complete: true,
  });
  for (const foreign of ["eve-canary", eve.id, eve.email, ada.token]) expect(text).not.toContain(foreign);
  const [{ hash }] = (await rows<{ hash: string }>(
    "SELECT encode(hash, 'hex') AS hash FROM api_tokens WHERE user_id = $1",
    [ada.id],
  )) as [{ hash: string }];
  expect(text).not.toContain(hash);
});

test("what an operator wrote down about somebody is not in their file; what they did themselves is", async () => {
  const { id } = await newUser();
  const operator = await newUser();
  await rows(
    `INSERT INTO audit_log (id, actor_id, action, subject, details, created_at) VALUES
      (gen_random_uuid(), $2, 'credits.adjust', $1, '{"reason": "private note"}', now()),
      (gen_random_uuid(), $1::uuid, 'something.own', $1, '{"fact": "own fact"}', now() + interval '1 second')`,
    [id, operator.id],
  );
  const { text, file } = await exportOf(id);
  expect(file["auditLog"]).toMatchObject([
    { action: "credits.adjust", byYou: false, aboutYou: true, details: null },
    { action: "something.own", byYou: true, aboutYou: true, details: { fact: "own fact" } },
  ]);
  expect(text).not.toContain("private note");
  expect(text).not.toContain(operator.id);
});

test("however much there is, each row comes once and in order", async () => {
  const { rowsOf, partStatement } = await import("@/lib/account-data/export-part");
  const { EXPORT_PARTS } = await import("@/lib/account-data/export-parts");
  const user = await newUser();
  // Several at the same instant, so that a page may end between them.
  await rows(
    `INSERT INTO prompt_drafts (id, user_id, title, text, created_at, updated_at)
    SELECT gen_random_uuid(), $1, 'prompt ' || n, 'x', '2026-11-01'::timestamptz + interval '1 minute' * (n / 7), now()
    FROM generate_series(1, 203) n`,
    [user.id],
  );
  const { file } = await exportOf(user.id);
  const titles = file["promptDrafts"]?.map(({ title }) => title) ?? [];
  expect(titles).toHaveLength(203);
  expect(new Set(titles).size).toBe(203);
  const part = EXPORT_PARTS.find(({ name }) => name === "promptDrafts");
  if (part === undefined) throw new Error("there is no such part");
  const sizes: number[] = [];
  const { query } = await import("@/lib/db/pool.server");
  const read = (limit: number, after: readonly unknown[]) =>
    query<Record<string, unknown>>(partStatement(part), [user.id, limit, ...after]);
  for await (const batch of rowsOf(part, read)) sizes.push(batch.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(20);
});

test("somebody who has done nothing yet gets a file too", async () => {
  const { id } = await newUser();
  const { file } = await exportOf(id);
  expect(file).toMatchObject({ runs: [], purchases: [], stripeCustomer: null, complete: true });
});
