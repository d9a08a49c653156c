import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { toAppError } from "@/lib/errors";
import { deleteAccount, isDeleted, QUICK, settleDeleted } from "@/tests/support/account-deletion";
import { type Billing, beginPurchase, movements, startBilling } from "@/tests/support/billing";
import { join, makeOrganization } from "@/tests/support/organizations";
import { brokenInvariants, newUser, receiptOf, refusalOf, rows, start, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling({ LIMIT_RUNS_PER_MINUTE: "1000" });
});
afterEach(async () => {
  expect(await brokenInvariants()).toEqual([]);
});
afterAll(() => billing.stop());

async function signUp(email: string, more: { provider?: string; providerAccountId?: string; login?: string } = {}) {
  const { signUpOrIn } = await import("@/lib/accounts/sign-up.server");
  const none = { provider: null, providerAccountId: null, name: "Ada Canary", image: "https://i.example/ada.png" };
  return signUpOrIn({ ...none, email, login: email.split("@")[0] ?? null, ...more });
}

/** The tables in which a text stands anywhere, in whatever column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await rows<{ name: string }>("SELECT relname AS name FROM pg_stat_user_tables ORDER BY relname");
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = await rows(`SELECT 1 FROM "${name}" t WHERE position(lower($1) IN lower(t::text)) > 0 LIMIT 1`, [
      text,
    ]);
    if (hits.length > 0) found.push(name);
  }
  return found;
}

const ROLLUPS = ["run_days", "package_days", "run_people", "package_people", "package_picks", "playground_usage"];

async function rollups(): Promise<unknown[]> {
  const tables: unknown[] = [];
  for (const name of [...ROLLUPS, "session_days", "credit_days"]) {
    tables.push(await rows(`SELECT t::text AS row FROM ${name} t ORDER BY 1`));
  }
  return tables;
}

/** A link of somebody's, and what the person says against it. */
async function reportSomething(reporterId: string, comment: string): Promise<void> {
  const other = await newUser();
  const { runId } = await receiptOf(other, { userInput: `Shared ${QUICK}` });
  await rows(
    `WITH link AS (INSERT INTO playground_shares (id, user_id, session_id, token_hash, title, run_ids, shown_findings,
      judgement, created_at, published_at)
    SELECT gen_random_uuid(), r.user_id, r.session_id, sha256(r.id::text::bytea), 'x', '{}', '{}', 'local', now(), now()
    FROM playground_runs r WHERE r.id = $1 RETURNING id)
    INSERT INTO reports (id, share_id, viewer, reporter_id, category, comment, created_at)
    SELECT gen_random_uuid(), id, 'reader', $2, 'other', $3, now() FROM link`,
    [runId, reporterId, comment],
  );
}

/** The last step alone, as if everything before it had found nothing to do. */
async function lastStep(userId: string): Promise<Record<string, unknown>> {
  const [row] = await rows<{ result: Record<string, unknown> }>("SELECT delete_account($1) AS result", [
    { now: new Date(), userId, claims: [] },
  ]);
  return row?.result ?? {};
}

test("nothing a person wrote, and nothing that names them, is anywhere after they deleted their account", async () => {
  const canary = `canary${Date.now().toString(36)}`;
  const email = `${canary}@example.com`;
  const { userId: id } = await signUp(email, { provider: "github", providerAccountId: `gh-${canary}` });
  const user = { id, plan: "free" as const };
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  await issueApiToken({ userId: id, name: `${canary} laptop`, scope: "user", expiresAt: new Date(Date.now() + 1e6) });
  const { response: _response, ...receipt } = await receiptOf(user, { userInput: `${canary} ${QUICK}` });
  await rows("UPDATE playground_runs SET response = $2 WHERE id = $1", [receipt.runId, `about ${canary}`]);
  const { rateRun } = await import("@/lib/runs/rate-run.server");
  await rateRun({
    userId: id,
    runId: receipt.runId,
    body: { effective: true, comment: `${canary} liked it` },
    now: new Date(),
  });
  await rows(
    "INSERT INTO prompt_drafts (id, user_id, title, text, created_at, updated_at) VALUES (gen_random_uuid(), $1, $2, $2, now(), now())",
    [id, canary],
  );
  await reportSomething(id, `${canary} objects`);
  expect(await tablesWith(canary)).toEqual(
    expect.arrayContaining([
      "accounts",
      "api_tokens",
      "feedback",
      "playground_runs",
      "prompt_drafts",
      "scopes",
      "users",
    ]),
  );
  const before = await rollups();

  expect(await deleteAccount(id)).toEqual({ deleted: true, creditsForfeited: 4 });
  expect(await tablesWith(canary)).toEqual([]);
  expect(await tablesWith("Ada Canary")).toEqual([]);
  expect(await rollups()).toEqual(before);
  expect(await movements(id)).toEqual([
    ["trial", 5],
    ["spend", -1],
    ["expire", -4],
  ]);
  expect(await rows("SELECT action, actor_id = $1 AS own FROM audit_log WHERE subject = $2", [id, id])).toEqual([
    { action: "account.delete", own: true },
  ]);
});

test("the same mailbox, and the same account at a provider, begins anew and without a trial", async () => {
  const name = `again${Date.now().toString(36)}`;
  const { userId: first } = await signUp(`${name}@example.com`);
  // Linked later, with the same address.
  expect((await signUp(`${name}@example.com`, { provider: "google", providerAccountId: name })).userId).toBe(first);
  await deleteAccount(first);
  const second = await signUp(`${name}+new@example.com`);
  const third = await signUp(`other.${name}@example.com`, { provider: "google", providerAccountId: name });
  for (const { userId, isNew } of [second, third]) {
    expect(isNew).toBe(true);
    expect(userId).not.toBe(first);
    expect(await wallet(userId)).toMatchObject({ available: 0 });
  }
  // The word is free again, as nothing was published under it.
  expect(
    (await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [second.userId]))[0]?.handle,
  ).toMatch(name);
});

test("who was banned from sharing is so after coming back, and who was not is not", async () => {
  for (const banned of [true, false]) {
    const name = `ban${banned}${Date.now().toString(36)}`;
    const { userId } = await signUp(`${name}@example.com`);
    if (banned)
      await rows("UPDATE users SET sharing_banned_at = now(), sharing_ban_reason = 'Spam' WHERE id = $1", [userId]);
    await deleteAccount(userId);
    const { userId: again } = await signUp(`${name}@example.com`);
    expect(await rows("SELECT sharing_banned_at IS NOT NULL AS banned FROM users WHERE id = $1", [again])).toEqual([
      { banned },
    ]);
  }
});

test("a run under way is stopped first, charged as a stop is, and its text erased", async () => {
  const { id, plan } = await newUser();
  const { runId } = await start({ id, plan }, { userInput: "secretive [[standin tokens=4000 rate=50 ttft=0]]" });
  await deleteAccount(id);
  const [run] = await rows<Record<string, unknown>>(
    `SELECT r.status, r.user_input AS input, r.response, s.deleted_at IS NOT NULL AS erased
    FROM playground_runs r JOIN playground_sessions s ON s.id = r.session_id WHERE r.id = $1`,
    [runId],
  );
  expect(run).toEqual({ status: "stopped", input: "", response: "", erased: true });
});

test("the only owner of an organisation that others belong to hands it over first; alone in it, nobody has to", async () => {
  const [owner, member] = [await newUser(), await newUser()];
  const { slug } = await makeOrganization(owner.id);
  await join(slug, owner.id, member.id);
  expect(await refusalOf(deleteAccount(owner.id))).toMatchObject({
    code: "conflict",
    details: { reason: "sole_owner", organizations: [{ slug, name: slug, url: `/organizations/${slug}` }] },
  });
  expect(await isDeleted(owner.id)).toBe(false);
  const { changeRole } = await import("@/lib/accounts/organization-members.server");
  await changeRole({ slug, actorId: owner.id, userId: member.id, role: "owner", now: new Date() });
  await deleteAccount(owner.id);
  expect(await rows("SELECT user_id FROM organization_members WHERE user_id = $1", [owner.id])).toEqual([]);
  await deleteAccount(member.id);
  expect(await isDeleted(member.id)).toBe(true);
});

test("asked twice at once it happens once", async () => {
  const { id } = await newUser();
  const both = await Promise.all([deleteAccount(id), deleteAccount(id)]);
  expect(both.map(({ creditsForfeited }) => creditsForfeited).sort()).toEqual([0, 5]);
  expect(await rows("SELECT 1 FROM audit_log WHERE subject = $1", [id])).toHaveLength(1);
});

test("a request that was let in before the deletion leaves nothing behind after it", async () => {
  const { id, plan } = await newUser();
  await deleteAccount(id);
  const insert = (table: string, columns: string, values: string) =>
    rows(`INSERT INTO ${table} (${columns}) VALUES (${values})`, [id]);
  const draft = insert(
    "prompt_drafts",
    "id, user_id, title, text, created_at, updated_at",
    "gen_random_uuid(), $1, 'x', 'x', now(), now()",
  );
  await expect(draft).rejects.toMatchObject({ code: "PR007" });
  const signIn = insert(
    "accounts",
    "id, user_id, provider, provider_account_id",
    "gen_random_uuid(), $1, 'github', 'x'",
  );
  await expect(signIn).rejects.toMatchObject({ code: "PR007" });
  expect(await refusalOf(receiptOf({ id, plan }, { userInput: "hello" }))).toMatchObject({
    code: "insufficient_credits",
  });
  expect(await rows("SELECT 1 FROM playground_sessions WHERE user_id = $1", [id])).toEqual([]);
});

test("what is still being written when the account goes is waited for, and goes too", async () => {
  const { inTransaction } = await import("@/lib/db/transaction.server");
  const { id } = await newUser();
  let deletion: Promise<unknown> = Promise.resolve();
  await inTransaction(async (client) => {
    for (const text of [
      "INSERT INTO prompt_drafts (id, user_id, title, text, created_at, updated_at) VALUES (gen_random_uuid(), $1, 'x', 'x', now(), now())",
      "INSERT INTO api_tokens (id, user_id, name, hash, ending, expires_at) VALUES (gen_random_uuid(), $1, 'x', sha256('unfinished'), 'xxxx', now())",
    ]) {
      await client.query(text, [id]);
    }
    deletion = lastStep(id);
    await sleep(500);
  });
  expect(await deletion).toMatchObject({ outcome: "deleted" });
  for (const table of ["prompt_drafts", "api_tokens"]) {
    expect(await rows(`SELECT 1 FROM ${table} WHERE user_id = $1`, [id]), table).toEqual([]);
  }
});

test("whoever is suspended while their account goes stays suspended, and does not begin anew", async () => {
  const { id } = await newUser();
  await rows("UPDATE users SET banned_at = now() WHERE id = $1", [id]);
  expect(await refusalOf(deleteAccount(id))).toMatchObject({ code: "forbidden" });
  expect(await isDeleted(id)).toBe(false);
});

test("operators give nothing to an account that is gone, and change nothing of it", async () => {
  const [{ id }, operator] = [await newUser(), await newUser()];
  await rows("UPDATE users SET role = 'admin' WHERE id = $1", [operator.id]);
  await deleteAccount(id);
  const { adjustCredits } = await import("@/lib/credits/adjust-credits.server");
  const { banSharing } = await import("@/lib/moderation/ban-sharing.server");
  const { changeAccount } = await import("@/lib/accounts/change-account.server");
  const act = { userId: id, actorId: operator.id, now: new Date() };
  const acts = [
    () => adjustCredits({ ...act, amount: 5, reason: "A gift", key: "late" }),
    () => banSharing({ ...act, ban: { banned: true, reason: "Too late" } }),
    () => changeAccount({ ...act, change: { role: "admin", reason: "Too late" } }),
  ];
  for (const begin of acts) expect(await refusalOf(begin())).toMatchObject({ code: "not_found" });
  expect(await rows("SELECT balance FROM playground_credits WHERE user_id = $1", [id])).toEqual([{ balance: 0 }]);
  await rows("UPDATE users SET role = 'user' WHERE id = $1", [operator.id]);
});

test("no comment and no report comes from an account that is gone", async () => {
  const user = await newUser();
  const { runId } = await receiptOf(user, { userInput: `Question ${QUICK}` });
  await deleteAccount(user.id);
  const say = (comment: string | null) =>
    rows(
      `INSERT INTO feedback (run_id, user_id, effective, comment, created_at, updated_at)
      VALUES ($1, $2, true, $3, now(), now())`,
      [runId, user.id, comment],
    );
  const refusal = await say("Call me: 555 0100").catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "PR007" });
  expect(toAppError(refusal).code).toBe("unauthenticated");
  await expect(reportSomething(user.id, "Call me")).rejects.toMatchObject({ code: "PR007" });
});

test("the last step looks again: a purchase or a run that began meanwhile keeps the account", async () => {
  const buyer = await newUser();
  await beginPurchase(buyer.id, "small");
  expect(await lastStep(buyer.id)).toEqual({ outcome: "open_billing" });
  const runner = await newUser();
  const { ended } = await start(runner, { userInput: "[[standin tokens=200 rate=100 ttft=0]]" });
  expect(await lastStep(runner.id)).toEqual({ outcome: "running" });
  for (const { id } of [buyer, runner]) expect(await isDeleted(id)).toBe(false);
  await ended();
  expect(await lastStep(runner.id)).toMatchObject({ outcome: "deleted" });
});

test("what others could read is gone with the account, however late the sweep is", async () => {
  const user = await newUser();
  const { runId } = await receiptOf(user, { userInput: `Question ${QUICK}` });
  const { rateRun } = await import("@/lib/runs/rate-run.server");
  await rateRun({ userId: user.id, runId, body: { effective: false, comment: "Not for me" }, now: new Date() });
  expect(await lastStep(user.id)).toMatchObject({ outcome: "deleted" });
  // The vote counts on, as a figure.
  expect(await rows("SELECT effective, comment FROM feedback WHERE run_id = $1", [runId])).toEqual([
    { effective: false, comment: null },
  ]);
  const { sweepRuns } = await import("@/lib/runs/sweep-runs.server");
  await sweepRuns(new Date());
  expect(await rows("SELECT user_input AS input, response FROM playground_runs WHERE id = $1", [runId])).toEqual([
    { input: "", response: "" },
  ]);
});

test("whatever somebody does in the same moment, it comes before and goes, or it is refused", async () => {
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const host = await newUser();
  const { slug } = await makeOrganization(host.id);
  for (let round = 0; round < 8; round += 1) {
    const user = await newUser();
    const expiresAt = new Date(Date.now() + 1e6);
    const at = (delay: number, act: () => Promise<unknown>) => sleep(delay * (round % 4)).then(act);
    const acts = [
      at(2, () => start(user, { userInput: `Quick ${QUICK}` })),
      at(1, () => issueApiToken({ userId: user.id, name: "x", scope: "user", expiresAt })),
      at(3, () => join(slug, host.id, user.id)),
      at(4, () => makeOrganization(user.id)),
      at(2, () => beginPurchase(user.id, "small")),
    ];
    const [deleted, ...others] = await Promise.allSettled([deleteAccount(user.id), ...acts]);
    // Only a purchase that was being opened may keep it, and only for that moment.
    if (deleted.status === "rejected") await deleteAccount(user.id);
    for (const other of others) if (other.status === "rejected") expect(String(other.reason)).not.toMatch(/deadlock/);
    await settleDeleted();
    const left = await rows(
      `SELECT 'token' AS what FROM api_tokens WHERE user_id = $1
      UNION ALL SELECT 'membership' FROM organization_members WHERE user_id = $1
      UNION ALL SELECT 'session' FROM playground_sessions WHERE user_id = $1 AND expires_at > now()
      UNION ALL SELECT 'run' FROM playground_runs WHERE user_id = $1 AND status = 'running'
      UNION ALL SELECT 'credits' FROM playground_credits WHERE user_id = $1 AND balance > 0
      UNION ALL SELECT 'purchase' FROM playground_credit_purchases WHERE user_id = $1 AND status IN ('open', 'processing')`,
      [user.id],
    );
    expect(left, `round ${round}`).toEqual([]);
    expect(await isDeleted(user.id)).toBe(true);
  }
});
