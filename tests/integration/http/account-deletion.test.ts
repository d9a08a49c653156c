import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newAdmin } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { newPackage } from "@/tests/support/packages";
import { brokenInvariants, rows } from "@/tests/support/product";
import { cookieOf } from "@/tests/support/session-cookie";
import { newSharer, PLAYGROUND, shareAs, startSharing } from "@/tests/support/sharing";

type Site = Awaited<ReturnType<typeof startSharing>>;

let site: Site;
let app: Site["app"];

beforeAll(async () => {
  site = await startSharing({ env: { LIMIT_RUNS_PER_MINUTE: "1000" } });
  app = site.app;
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await app.stop();
});

const ACCOUNT = "/api/v1/account";

/** Somebody with a token, and the browser that they signed in with just now. */
async function newPerson() {
  const person = await newSharer();
  const browser = new BrowserSession(app);
  await browser.signIn(person.email);
  return { person, browser };
}

function remove(browser: BrowserSession, confirm: unknown, headers: Record<string, string> = {}) {
  return browser.open(ACCOUNT, {
    method: "DELETE",
    headers: { "content-type": "application/json", origin: app.url, ...headers },
    body: JSON.stringify({ confirm }),
  });
}

const isThere = async (id: string) =>
  (await rows("SELECT 1 FROM users WHERE id = $1 AND deleted_at IS NULL", [id])).length;

test("an account is deleted by its own browser, by name, and by nothing else", async () => {
  const { person, browser } = await newPerson();
  const admin = await newAdmin();
  const refused = async (answer: Response | Promise<Response>) => {
    const response = await answer;
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  expect(await refused(remove(new BrowserSession(app), person.email))).toEqual([401, "unauthenticated"]);
  for (const confirm of ["", 7, null, "x".repeat(400), "somebody@else.example", admin.email]) {
    expect(await refused(remove(browser, confirm)), String(confirm)).toEqual([422, "invalid_input"]);
  }
  expect(await refused(remove(browser, person.email, { origin: "https://evil.example" }))).toEqual([403, "forbidden"]);
  for (const { email, token } of [person, admin]) {
    const answer = await call(app, ACCOUNT, { token, method: "DELETE", body: { confirm: email } });
    expect(answer).toMatchObject({ status: 403, body: { error: "forbidden", reason: "browser_only" } });
  }
  expect(await isThere(person.id)).toBe(1);
  expect((await remove(browser, person.email.toUpperCase())).status).toBe(200);
  expect(await isThere(person.id)).toBe(0);
});

test("a browser that was signed in longer ago signs in again first", async () => {
  const { person } = await newPerson();
  for (const claims of [{}, { at: "yesterday" }, { at: Date.now() - 3_700_000 }]) {
    const headers = { cookie: await cookieOf(person, claims) };
    const answer = await remove(new BrowserSession(app), person.email, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: "forbidden", reason: "sign_in_again" });
  }
  const headers = { cookie: await cookieOf(person, { at: Date.now() - 60_000 }) };
  expect((await remove(new BrowserSession(app), person.email, headers)).status).toBe(200);
});

test("at once nothing lets them in, their links show nothing, and their public packages stay under their name", async () => {
  const { person, browser } = await newPerson();
  const { token: link } = await shareAs(app, person);
  const packageId = await newPackage(person);
  const hidden = await newPackage(person, "1.0.0", `own-${person.id.slice(-8)}`);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [hidden]);
  const [{ scope }] = (await rows<{ scope: string }>("SELECT scope FROM packages WHERE id = $1", [packageId])) as [
    { scope: string },
  ];
  expect((await site.read(link)).status).toBe(200);

  const answer = await remove(browser, `@${scope}`);
  expect(await answer.json()).toEqual({ deleted: true, creditsForfeited: 504 });

  expect((await browser.credits()).status).toBe(401);
  expect((await call(app, `${PLAYGROUND}/credits`, { token: person.token })).status).toBe(401);
  expect((await site.read(link)).status).toBe(404);
  for (const path of [`/playground/shared/${link}`, `/embed/${link}`]) {
    expect((await call(app, path)).status, path).toBe(404);
  }
  expect(await call(app, `/api/v1/packages/${packageId}`)).toMatchObject({ status: 200, body: { scope } });
  expect(await rows("SELECT 1 FROM packages WHERE id = $1", [hidden])).toEqual([]);
  expect(
    await rows("SELECT user_input FROM playground_runs WHERE user_id = $1 AND user_input <> ''", [person.id]),
  ).toEqual([]);
  expect((await remove(browser, person.email)).status).toBe(401);

  // The same address is somebody new, who cannot publish where the old one did.
  const again = new BrowserSession(app);
  await again.signIn(person.email);
  expect(await (await again.credits()).json()).toMatchObject({ available: 0, plan: "free" });
  const [{ id, handle }] = (await rows<{ id: string; handle: string }>(
    "SELECT id, handle FROM users WHERE email = $1",
    [person.email],
  )) as [{ id: string; handle: string }];
  expect(id).not.toBe(person.id);
  expect(handle).not.toBe(scope);
});

test("operators find a deleted account in their lists, without anybody's name", async () => {
  const { person, browser } = await newPerson();
  await remove(browser, person.email);
  const admin = await newAdmin();
  const found = await call(app, `/api/v1/admin/users?q=${person.id}`, { token: admin.token });
  expect(found).toMatchObject({
    status: 200,
    body: { items: [{ id: person.id, deleted: true, name: null, role: "user" }] },
  });
  expect(found.text).not.toContain(person.email);
  const { listAuditLog } = await import("@/lib/accounts/audit-log.server");
  const { items } = await listAuditLog({ limit: 5, action: "account.delete" });
  expect(items[0]).toMatchObject({ actor: "deleted account", subject: "deleted account", subjectKind: "user" });
});

test("the log says that an account went, and nothing of whose it was", async () => {
  const { person, browser } = await newPerson();
  await remove(browser, person.email);
  expect(app.readLog()).not.toContain(person.email);
});
