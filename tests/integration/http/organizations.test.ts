import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { newSlug } from "@/tests/support/organizations";
import { brokenInvariants, rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;
let admin: Person;

beforeAll(async () => {
  app = await startApi();
  admin = await newAdmin();
});
afterAll(() => app.stop());

const API = "/api/v1/organizations";
const ADMIN = "/api/v1/admin";

const as = (person: Person, method: string, path: string, body?: unknown): Promise<Answer> =>
  call(app, path, { token: person.token, method, ...(body === undefined ? {} : { body }) });

async function makeOrganization(owner: Person): Promise<{ id: string; slug: string }> {
  const slug = newSlug();
  const made = await as(owner, "POST", API, { slug, name: "Acme Tools" });
  expect(made.status, made.text).toBe(200);
  return { id: String(made.body["id"]), slug };
}

async function invite(owner: Person, slug: string, body: object = {}): Promise<string> {
  const made = await as(owner, "POST", `${API}/${slug}/invitations`, body);
  expect(made.status, made.text).toBe(200);
  return String(made.body["token"]);
}

const accept = (person: Person, token: string) =>
  as(person, "POST", "/api/v1/organization-invitations/accept", { token });

const credits = async (person: Person) => (await as(person, "GET", "/api/v1/playground/credits")).body;

/** An owner, an admin and a member of one organisation. */
async function team() {
  const [owner, deputy, member] = [await newPerson(), await newPerson(), await newPerson()];
  const { id, slug } = await makeOrganization(owner);
  await accept(deputy, await invite(owner, slug, { role: "admin" }));
  await accept(member, await invite(owner, slug));
  return { id, slug, owner, deputy, member };
}

test("from making an organisation to a member's 200 credits, over HTTP alone", async () => {
  const [owner, guest] = [await newPerson(), await newPerson()];
  const { id, slug } = await makeOrganization(owner);
  const link = await as(owner, "POST", `${API}/${slug}/invitations`, { role: "member", days: 3 });
  expect(link.body).toMatchObject({
    role: "member",
    maxUses: 10,
    uses: 0,
    url: `${app.url}/organizations/join?token=${link.body["token"]}`,
  });
  expect(await accept(guest, String(link.body["token"]))).toMatchObject({
    status: 200,
    body: { slug, role: "member", members: 2, verified: false, joined: true },
  });
  expect((await accept(guest, String(link.body["token"]))).body).toMatchObject({ joined: false, role: "member" });
  expect(await credits(guest)).toMatchObject({ plan: "free", available: 5 });

  const verified = await as(admin, "PATCH", `${ADMIN}/organizations/${id}`, { verified: true });
  expect(verified).toMatchObject({ status: 200, body: { id, slug, verified: true, members: 2 } });
  expect(await credits(guest)).toMatchObject({
    plan: "organization",
    available: 205,
    breakdown: { monthly: 200, trial: 5 },
    monthly: { allocated: 200, renewing: true },
  });
  const late = await newPerson();
  await accept(late, String(link.body["token"]));
  expect(await credits(late)).toMatchObject({ plan: "organization", available: 205 });

  const mine = await as(guest, "GET", API);
  expect(mine.body).toMatchObject({ items: [{ slug, role: "member", members: 3, verified: true }], nextCursor: null });
});

test("an organisation is seen by its members and not found by everybody else, at each of its addresses", async () => {
  const { slug, owner, member } = await team();
  const outsider = await newPerson();
  const paths = ["", "/members", `/members/${owner.id}`];
  for (const path of paths) {
    expect((await as(member, "GET", `${API}/${slug}${path}`)).status, path).toBe(200);
    expect(codeOf(await as(outsider, "GET", `${API}/${slug}${path}`)), path).toEqual([404, "not_found"]);
  }
  expect(codeOf(await as(outsider, "GET", `${API}/${slug}/invitations`))).toEqual([404, "not_found"]);
  expect(codeOf(await as(outsider, "POST", `${API}/${slug}/invitations`, {}))).toEqual([404, "not_found"]);
  expect(codeOf(await as(outsider, "DELETE", `${API}/${slug}/members/${member.id}`))).toEqual([404, "not_found"]);
  for (const word of ["no-such-one", "%00", "..", "a".repeat(60), "UPPER"]) {
    expect((await as(member, "GET", `${API}/${word}/members`)).status, word).toBe(404);
  }
  expect(codeOf(await as(admin, "GET", `${API}/${slug}`))).toEqual([404, "not_found"]);
});

test("roles decide over HTTP too: what a member may not is forbidden, what an admin may is done", async () => {
  const { slug, owner, deputy, member } = await team();
  const links = `${API}/${slug}/invitations`;
  const people = `${API}/${slug}/members`;
  const forbidden = [
    await as(member, "GET", links),
    await as(member, "POST", links, {}),
    await as(member, "DELETE", `${people}/${deputy.id}`),
    await as(member, "PATCH", `${people}/${member.id}`, { role: "owner" }),
    await as(deputy, "POST", links, { role: "admin" }),
    await as(deputy, "PATCH", `${people}/${deputy.id}`, { role: "owner" }),
    await as(deputy, "DELETE", `${people}/${owner.id}`),
  ];
  for (const answer of forbidden) expect(codeOf(answer)).toEqual([403, "forbidden"]);
  expect((await as(deputy, "POST", links, {})).status).toBe(200);
  expect((await as(deputy, "DELETE", `${people}/${member.id}`)).body).toEqual({ userId: member.id, removed: true });
  expect(codeOf(await as(member, "GET", `${API}/${slug}`))).toEqual([404, "not_found"]);
  expect(codeOf(await as(owner, "DELETE", `${people}/${owner.id}`))).toEqual([409, "conflict"]);
  const raised = await as(owner, "PATCH", `${people}/${deputy.id}`, { role: "owner" });
  expect(raised.body).toMatchObject({ userId: deputy.id, role: "owner" });
  expect((await as(owner, "DELETE", `${people}/${owner.id}`)).status).toBe(200);
  expect((await as(deputy, "PATCH", `${people}/${deputy.id}`, {})).body).toMatchObject({ role: "owner" });
});

test("bodies that are not right are refused by field, unknown members and invitations not found", async () => {
  const { slug, owner, deputy } = await team();
  const person = `${API}/${slug}/members/${deputy.id}`;
  const bad: [string, string, unknown][] = [
    ["POST", API, {}],
    ["POST", API, { slug: "Acme", name: "x" }],
    ["POST", API, { slug: newSlug(), name: "" }],
    ["POST", API, { slug: newSlug(), name: "a\u0000b" }],
    ["POST", API, { slug: 7, name: "x" }],
    ["PATCH", person, { role: "emperor" }],
    ["POST", `${API}/${slug}/invitations`, { days: 31 }],
    ["POST", `${API}/${slug}/invitations`, { role: "owner" }],
    ["POST", "/api/v1/organization-invitations/accept", {}],
    ["POST", "/api/v1/organization-invitations/accept", { token: ["x"] }],
  ];
  for (const [method, path, body] of bad) {
    const answer = await as(owner, method, path, body);
    expect(codeOf(answer), `${path} ${JSON.stringify(body)}`).toEqual([422, "invalid_input"]);
    expect(answer.body["issues"]).toEqual(expect.any(Array));
  }
  for (const id of [UNKNOWN_ID, "nonsense"]) {
    expect((await as(owner, "GET", `${API}/${slug}/members/${id}`)).status).toBe(404);
    expect((await as(owner, "PATCH", `${API}/${slug}/members/${id}`, { role: "admin" })).status).toBe(404);
    expect((await as(owner, "DELETE", `${API}/${slug}/members/${id}`)).status).toBe(404);
    expect((await as(owner, "DELETE", `${API}/${slug}/invitations/${id}`)).status).toBe(404);
  }
  expect(codeOf(await as(owner, "POST", API, { slug, name: "Again" }))).toEqual([409, "conflict"]);
  expect(codeOf(await call(app, API, { body: { slug: newSlug(), name: "x" } }))).toEqual([401, "unauthenticated"]);
});

test("a link says how many it lets in and how many it has let in", async () => {
  const owner = await newPerson();
  const { slug } = await makeOrganization(owner);
  const token = await invite(owner, slug, { maxUses: 2 });
  const list = async () => (await as(owner, "GET", `${API}/${slug}/invitations`)).body["items"];
  await accept(await newPerson(), token);
  expect(await list()).toMatchObject([{ maxUses: 2, uses: 1 }]);
  await accept(await newPerson(), token);
  expect(await list()).toEqual([]);
  const late = await accept(await newPerson(), token);
  expect([...codeOf(late), late.body["message"]]).toEqual([
    404,
    "not_found",
    (await accept(await newPerson(), "A".repeat(22))).body["message"],
  ]);
  for (const maxUses of [0, 101, 1.5, "2"]) {
    const refused = await as(owner, "POST", `${API}/${slug}/invitations`, { maxUses });
    expect(codeOf(refused), String(maxUses)).toEqual([422, "invalid_input"]);
  }
});

test("a link's token leaves once; its list and its end are for those who invite", async () => {
  const { slug, owner } = await team();
  const token = await invite(owner, slug, { days: 1 });
  const list = await as(owner, "GET", `${API}/${slug}/invitations`);
  expect(list.text).not.toContain(token);
  const [newest] = list.body["items"] as { id: string; expiresAt: string }[];
  expect(Date.parse(newest?.expiresAt ?? "") - Date.now()).toBeLessThanOrEqual(86_400_000);
  expect((await as(owner, "DELETE", `${API}/${slug}/invitations/${newest?.id}`)).body).toMatchObject({ revoked: true });
  const refused = [await accept(await newPerson(), token), await accept(await newPerson(), "A".repeat(22))];
  for (const answer of refused) expect(codeOf(answer)).toEqual([404, "not_found"]);
  expect(refused[0]?.body["message"]).toBe(refused[1]?.body["message"]);
});

const ADMIN_CALLS: [string, string, unknown?][] = [
  ["GET", `${ADMIN}/organizations`],
  ["PATCH", `${ADMIN}/organizations/${UNKNOWN_ID}`, { verified: true }],
  ["GET", `${ADMIN}/users`],
  ["PATCH", `${ADMIN}/users/${UNKNOWN_ID}`, { suspended: true, reason: "because" }],
  ["POST", `${ADMIN}/users/${UNKNOWN_ID}/adjustments`, { amount: 1, reason: "because", key: "k" }],
];

test("admin routes want the role and a token of the admin scope, at each request", async () => {
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const user = await newPerson();
  const demoted = await newAdmin();
  await rows("UPDATE users SET role = 'user' WHERE id = $1", [demoted.id]);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { token } = await issueApiToken({ userId: admin.id, name: "plain", scope: "user", expiresAt });
  const plain = { ...admin, token };
  for (const [method, path, body] of ADMIN_CALLS) {
    expect((await call(app, path, { method, body })).status, path).toBe(401);
    for (const person of [user, demoted, plain]) {
      expect(codeOf(await as(person, method, path, body)), path).toEqual([403, "forbidden"]);
    }
    const answer = await as(admin, method, path, body);
    expect(answer.status, answer.text).toBe(method === "GET" ? 200 : 404);
  }
});

test("an admin finds organisations and users by part of their words, a page at a time", async () => {
  const { slug, owner, member } = await team();
  const found = await as(admin, "GET", `${ADMIN}/organizations?q=${slug.toUpperCase()}`);
  expect(found.body).toMatchObject({ items: [{ slug, members: 3, verified: false, verifiedAt: null }] });
  expect((await as(admin, "GET", `${ADMIN}/organizations?q=acme%20TOOL`)).body["items"]).not.toEqual([]);
  expect((await as(admin, "GET", `${ADMIN}/organizations?q=100%25_`)).body["items"]).toEqual([]);
  expect((await as(admin, "GET", `${ADMIN}/organizations?q=%00`)).status).toBe(200);
  for (const q of [member.email, member.id, member.email.slice(0, 12).toUpperCase()]) {
    const { body } = await as(admin, "GET", `${ADMIN}/users?limit=100&q=${encodeURIComponent(q)}`);
    const user = (body["items"] as { id: string }[]).find((one) => one.id === member.id);
    expect(user).toMatchObject({ email: member.email, role: "user", wallet: { available: 5, plan: "free" } });
  }
  const first = await as(admin, "GET", `${ADMIN}/users?limit=1`);
  const next = await as(admin, "GET", `${ADMIN}/users?limit=1&cursor=${first.body["nextCursor"]}`);
  expect((first.body["items"] as { id: string }[])[0]?.id).toBe(member.id);
  expect((next.body["items"] as { id: string }[])[0]?.id).not.toBe(member.id);
  for (const query of ["limit=0", "cursor=nonsense", `q=${"x".repeat(201)}`]) {
    expect(codeOf(await as(admin, "GET", `${ADMIN}/users?${query}`)), query).toEqual([422, "invalid_input"]);
  }
  expect(owner.id).not.toBe(member.id);
});

test("an adjustment has its reason in the statement and the audit log, and is made once for a key", async () => {
  const person = await newPerson();
  const path = `${ADMIN}/users/${person.id}/adjustments`;
  const body = { amount: 50, reason: "Sorry for the outage of Monday.", key: "ticket-1" };
  expect(await as(admin, "POST", path, body)).toMatchObject({
    status: 200,
    body: { adjusted: true, amount: 50, wallet: { available: 55 } },
  });
  const again = await Promise.all([as(admin, "POST", path, body), as(admin, "POST", path, body)]);
  for (const answer of again) expect(answer.body).toMatchObject({ adjusted: false, wallet: { available: 55 } });
  expect(codeOf(await as(admin, "POST", path, { ...body, amount: 51 }))).toEqual([409, "idempotency_mismatch"]);
  const other = await newPerson();
  const sameKey = await as(admin, "POST", `${ADMIN}/users/${other.id}/adjustments`, body);
  expect(sameKey.body).toMatchObject({ adjusted: true, wallet: { available: 55 } });

  expect(codeOf(await as(admin, "POST", path, { amount: -56, reason: "Too much.", key: "t-2" }))).toEqual([
    409,
    "conflict",
  ]);
  const taken = await as(admin, "POST", path, { amount: -55, reason: "Given by mistake.", key: "t-3" });
  expect(taken.body).toMatchObject({ adjusted: true, wallet: { available: 0 } });
  const history = await as(person, "GET", "/api/v1/playground/credits/history?type=adjustment");
  expect(history.body["items"]).toMatchObject([
    { amount: -55, description: "Given by mistake." },
    { amount: 50, description: "Sorry for the outage of Monday." },
  ]);
  const audit = await rows(
    "SELECT actor_id, action, details->>'amount' AS amount FROM audit_log WHERE subject = $1 ORDER BY created_at, id",
    [person.id],
  );
  expect(audit).toEqual([
    { actor_id: admin.id, action: "credits.adjust", amount: "50" },
    { actor_id: admin.id, action: "credits.adjust", amount: "-55" },
  ]);
});

test("adjustments that are not right are refused by field and change nothing", async () => {
  const person = await newPerson();
  const good = { amount: 1, reason: "because", key: "k" };
  const bad = [
    ...[0, -0, 0.5, 10_001, -10_001, "5", null].map((amount) => ({ ...good, amount })),
    ...["", "  ", "ab", "x".repeat(501), "a\u0000b"].map((reason) => ({ ...good, reason })),
    ...["", "a b", "x".repeat(101)].map((key) => ({ ...good, key })),
    {},
  ];
  for (const body of bad) {
    const answer = await as(admin, "POST", `${ADMIN}/users/${person.id}/adjustments`, body);
    expect(codeOf(answer), JSON.stringify(body)).toEqual([422, "invalid_input"]);
  }
  expect(codeOf(await as(admin, "POST", `${ADMIN}/users/${UNKNOWN_ID}/adjustments`, good))).toEqual([404, "not_found"]);
  expect(codeOf(await as(admin, "PATCH", `${ADMIN}/organizations/${UNKNOWN_ID}`, { verified: "yes" }))).toEqual([
    422,
    "invalid_input",
  ]);
  expect(await credits(person)).toMatchObject({ available: 5 });
});

test("an empty PATCH changes nothing and leaves no line in the audit log", async () => {
  const { id, slug } = await makeOrganization(await newPerson());
  expect((await as(admin, "PATCH", `${ADMIN}/organizations/${id}`, {})).body).toMatchObject({ slug, verified: false });
  expect(await rows("SELECT 1 FROM audit_log WHERE subject = $1", [id])).toEqual([]);
});

test("pages: /admin is for admins, an organisation's page for members, and a bad link says so with a 404", async () => {
  const email = `pages.${Date.now()}@example.com`;
  const browser = new BrowserSession(app);
  await browser.signIn(email);
  const status = async (path: string) => (await browser.open(path)).status;
  expect((await fetch(`${app.url}/admin`)).status).toBe(404);
  expect(await status("/admin")).toBe(404);
  const { slug, owner } = await team();
  const other = (await makeOrganization(owner)).slug;
  expect(await status(`/organizations/${slug}`)).toBe(404);
  expect(await status(`/organizations/join?token=${"A".repeat(22)}`)).toBe(404);
  const token = await invite(owner, slug);
  const offer = await fetch(`${app.url}/organizations/join?token=${token}`);
  expect([offer.status, await offer.text()]).toEqual([200, expect.stringContaining("Sign in to join")]);
  const origin = { origin: app.url, "content-type": "application/json" };
  const joining = { method: "POST", headers: origin, body: JSON.stringify({ token }) };
  const foreign = { ...joining, headers: { ...origin, origin: "https://evil.example" } };
  const acceptPath = "/api/v1/organization-invitations/accept";
  expect((await browser.open(acceptPath, foreign)).status).toBe(403);
  expect((await browser.open(acceptPath, joining)).status).toBe(200);
  expect(await status(`/organizations/${slug}`)).toBe(200);
  expect(await status(`/organizations/${other}`)).toBe(404);
  await rows("UPDATE users SET role = 'admin' WHERE email = $1", [email]);
  for (const tab of ["organizations", "users", "audit", "nonsense"])
    expect(await status(`/admin?tab=${tab}`)).toBe(200);
});

test("after all of this the ledger adds up", async () => {
  expect(await brokenInvariants()).toEqual([]);
});
