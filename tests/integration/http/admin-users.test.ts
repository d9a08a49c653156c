import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { cookieOf } from "@/tests/support/session-cookie";
import { askAs, newSharer, PLAYGROUND, runAs, shareAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;
let admin: Person;

beforeAll(async () => {
  app = await startApi();
  admin = await newAdmin();
});
afterAll(() => app.stop());

const ADMIN = "/api/v1/admin";
const reason = "They asked for it on the phone.";

const change = (person: Person | null, id: string, body: object): Promise<Answer> =>
  askAs(app, person, `${ADMIN}/users/${id}`, { method: "PATCH", body });

const credits = (cookie: string) => call(app, `${PLAYGROUND}/credits`, { headers: { cookie } });
const adminPage = (cookie: string, path = "") => call(app, `/admin${path}`, { headers: { cookie } });

const auditOf = (id: string) =>
  rows<{ action: string; actor_id: string; details: object }>(
    "SELECT action, actor_id, details FROM audit_log WHERE subject = $1 ORDER BY created_at, id",
    [id],
  );

test("a role works from the next request on, in a browser that is signed in and with tokens, and is in the audit log", async () => {
  const person = await newPerson();
  const cookie = await cookieOf(person);
  expect((await adminPage(cookie)).status).toBe(404);

  const made = await change(admin, person.id, { role: "admin", reason });
  expect([made.status, made.body]).toEqual([
    200,
    expect.objectContaining({ id: person.id, email: person.email, role: "admin", suspended: false }),
  ]);
  expect((await adminPage(cookie)).status).toBe(200);
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const issued = {
    userId: person.id,
    name: "admin",
    scope: "admin",
    expiresAt: new Date(Date.now() + 60_000),
  } as const;
  const deputy = { ...person, token: (await issueApiToken(issued)).token };
  expect((await askAs(app, deputy, `${ADMIN}/users`)).status).toBe(200);
  await change(admin, person.id, { role: "admin", reason: "A second time." });

  expect((await change(admin, person.id, { role: "user", reason })).body).toMatchObject({ role: "user" });
  expect((await adminPage(cookie)).status).toBe(404);
  expect(codeOf(await askAs(app, deputy, `${ADMIN}/users`))).toEqual([401, "unauthenticated"]);
  // Who is made one again does not get back what a token of old was good for.
  await change(admin, person.id, { role: "admin", reason: "Back again." });
  expect(codeOf(await askAs(app, deputy, `${ADMIN}/users`))).toEqual([401, "unauthenticated"]);
  expect(await auditOf(person.id)).toEqual([
    { action: "role.admin", actor_id: admin.id, details: { reason } },
    { action: "role.user", actor_id: admin.id, details: { reason } },
    { action: "role.admin", actor_id: admin.id, details: { reason: "Back again." } },
  ]);
});

test("a suspended account can do nothing at once, and its links are gone; lifted, it signs in again and all is there", async () => {
  const person = await newSharer();
  const { token } = await shareAs(app, person);
  const cookie = await cookieOf(person);
  expect((await credits(cookie)).status).toBe(200);

  expect((await change(admin, person.id, { suspended: true, reason })).body).toMatchObject({ suspended: true });
  expect(codeOf(await credits(cookie))).toEqual([401, "unauthenticated"]);
  expect(codeOf(await credits(await cookieOf(person)))).toEqual([403, "forbidden"]);
  const run = await askAs(app, person, `${PLAYGROUND}/run`, { body: { baseline: true, userInput: "Hello" } });
  expect(codeOf(run)).toEqual([403, "forbidden"]);
  expect((await askAs(app, null, `${PLAYGROUND}/shared/${token}`)).status).toBe(404);

  await change(admin, person.id, { suspended: false, reason });
  expect(codeOf(await credits(cookie))).toEqual([401, "unauthenticated"]);
  expect((await credits(await cookieOf(person))).status).toBe(200);
  expect((await askAs(app, person, `${PLAYGROUND}/credits`)).status).toBe(200);
  expect((await askAs(app, null, `${PLAYGROUND}/shared/${token}`)).status).toBe(200);
  expect((await auditOf(person.id)).map(({ action }) => action)).toEqual(["account.suspend", "account.unsuspend"]);
});

test("nobody takes the role from themselves or suspends themselves, so that an admin is always left", async () => {
  for (const body of [
    { role: "user", reason },
    { suspended: true, reason },
  ]) {
    expect(codeOf(await change(admin, admin.id, body))).toEqual([409, "conflict"]);
  }
  expect((await change(admin, admin.id, { role: "admin", suspended: false, reason })).status).toBe(200);
  expect((await auditOf(admin.id)).map(({ action }) => action)).toEqual(["role.admin"]);

  // Of two who take it from each other at once, one keeps it, however often they try.
  for (let round = 0; round < 5; round += 1) {
    const [one, other] = [await newAdmin(), await newAdmin()];
    const body = round % 2 === 0 ? { role: "user", reason } : { suspended: true, reason };
    const answers = await Promise.all([change(one, other.id, body), change(other, one.id, body)]);
    expect(answers.map(({ status }) => status).sort(), answers.map(({ text }) => text).join()).not.toEqual([200, 200]);
    const left = await rows("SELECT id FROM users WHERE id = ANY ($1) AND role = 'admin' AND banned_at IS NULL", [
      [one.id, other.id],
    ]);
    expect(left).toHaveLength(1);
  }
});

test("a change needs a reason, changes nothing when it is refused, and is for admins alone", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  for (const body of [
    { role: "admin" },
    { suspended: true },
    { role: "admin", reason: "  " },
    { role: "admin", reason: "no" },
    { role: "admin", reason: "a\u0000b" },
    { role: "owner", reason },
    { suspended: "yes", reason },
    [],
  ]) {
    expect(codeOf(await change(admin, person.id, body)), JSON.stringify(body)).toEqual([422, "invalid_input"]);
  }
  const nothing = await change(admin, person.id, {});
  expect([nothing.status, nothing.body]).toEqual([200, expect.objectContaining({ role: "user", suspended: false })]);
  expect(codeOf(await change(admin, UNKNOWN_ID, { role: "admin", reason }))).toEqual([404, "not_found"]);
  expect(codeOf(await change(admin, "nobody", { role: "admin", reason }))).toEqual([404, "not_found"]);
  expect(codeOf(await change(other, person.id, { role: "admin", reason }))).toEqual([403, "forbidden"]);
  expect(codeOf(await change(null, person.id, { role: "admin", reason }))).toEqual([401, "unauthenticated"]);
  expect(await auditOf(person.id)).toEqual([]);

  // The page of a browser that an admin looks at elsewhere cannot do it in their name.
  const { status } = await call(app, `${ADMIN}/users/${person.id}`, {
    method: "PATCH",
    body: { role: "admin", reason },
    headers: { cookie: await cookieOf(admin), origin: "https://elsewhere.example" },
  });
  expect(status).toBe(403);
});

test("an id in capitals names the same account: what is sent again counts once, and the audit log knows whom it was about", async () => {
  const person = await newPerson();
  const loud = person.id.toUpperCase();
  const body = { amount: 7, reason, key: "once" };
  const answers = [];
  for (const id of [person.id, loud])
    answers.push(await askAs(app, admin, `${ADMIN}/users/${id}/adjustments`, { body }));
  expect(answers.map((answer) => answer.body["adjusted"])).toEqual([true, false]);
  expect((await askAs(app, person, `${PLAYGROUND}/credits`)).body["balance"]).toBe(12);

  await change(admin, loud, { suspended: true, reason });
  await change(admin, loud, { suspended: false, reason });
  await askAs(app, admin, `${ADMIN}/users/${loud}/sharing`, { body: { banned: true, reason } });
  expect((await auditOf(person.id)).map(({ action }) => action)).toEqual([
    "credits.adjust",
    "account.suspend",
    "account.unsuspend",
    "sharing.ban",
  ]);
  expect(codeOf(await change(admin, admin.id.toUpperCase(), { role: "user", reason }))).toEqual([409, "conflict"]);
});

test("operators see how much somebody does, and never what: no input, answer, title or prompt on any of their pages", async () => {
  const person = await newSharer();
  const SECRET = "quincemarmalade";
  const { sessionId } = await runAs(app, person, `${SECRET} in the input`);
  await runAs(app, person, "hello", { customPrompt: `${SECRET} as a prompt of one's own.` });
  await askAs(app, person, `${PLAYGROUND}/sessions/${sessionId}`, {
    method: "PATCH",
    body: { title: `${SECRET} as a title`, saved: true },
  });
  await askAs(app, person, `${PLAYGROUND}/run`, {
    body: { baseline: true, userInput: `${SECRET} [[standin error=400]]` },
  });
  const shared = await askAs(app, person, `${PLAYGROUND}/sessions/${sessionId}/share`, { body: {} });
  const [link] = await rows<{ id: string }>("SELECT id FROM playground_shares WHERE session_id = $1", [sessionId]);

  const cookie = await cookieOf(admin);
  const pages = [
    "",
    ...["overview", "money", "health", "organizations", "users", "payments", "reports", "audit"].map(
      (tab) => `?tab=${tab}`,
    ),
    `/users/${person.id}`,
    "?tab=users&q=example.com",
  ];
  for (const path of pages) {
    const page = await adminPage(cookie, path);
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.text, path).not.toContain(SECRET);
  }
  expect((await adminPage(cookie, `/users/${person.id}`)).text).toContain(person.email);
  const routes = ["users", "organizations", "reports", "reports?state=taken_down", "reports?state=hidden"];
  for (const path of [...routes.map((route) => `${ADMIN}/${route}`), `${PLAYGROUND}/analytics/operator`]) {
    const answer = await askAs(app, admin, path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.text, path).not.toContain(SECRET);
  }
  // A link that nobody reported is read by those who have it, and by no operator; a report gives cause.
  expect(codeOf(await askAs(app, admin, `${ADMIN}/shares/${link?.id}`))).toEqual([404, "not_found"]);
  const reported = `${PLAYGROUND}/shared/${shared.body["token"]}/report`;
  await askAs(app, await newPerson(), reported, { body: { category: "hate" } });
  expect((await askAs(app, admin, `${ADMIN}/shares/${link?.id}`)).text).toContain(SECRET);
});
