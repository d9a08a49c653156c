import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, newPerson, type Person, startApi } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { rows } from "@/tests/support/product";
import { askAs, newSharer, PLAYGROUND, shareAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ env: { DEV_SIGN_IN: "1" }, starterPackages: true });
});
afterAll(() => app.stop());

const CANARY = "CANARY-OF-A-PROMPT that nobody but its author may read.";

type Shared = { person: Person; sessionId: string; runId: string; token: string; ids: string[] };

/** A live link of somebody's new session, with the ids that nobody else may learn. */
async function newShare(run: object = { baseline: true }, title = "A link"): Promise<Shared> {
  const person = await newSharer();
  const { shareId, sessionId, runId, token } = await shareAs(app, person, { input: "Asked", run, body: { title } });
  const [share] = await rows<{ snapshot_id: string }>("SELECT snapshot_id FROM playground_shares WHERE id = $1", [
    shareId,
  ]);
  const ids = [person.id, person.email, sessionId, runId, shareId, share?.snapshot_id ?? ""];
  return { person, sessionId, runId, token, ids };
}

const remove = (person: Person, path: string) => askAs(app, person, `${PLAYGROUND}${path}`, { method: "DELETE" });
const pageOf = (token: string) => `/playground/shared/${token}`;
const read = (path: string, headers: Record<string, string> = {}) => call(app, path, { headers });
const viewsOf = async ({ token }: Shared) => (await read(`${PLAYGROUND}/shared/${token}`)).body["views"];

/** Waits for what is counted after the answer has gone. */
async function expectViews(shared: Shared, views: number): Promise<void> {
  await expect.poll(() => viewsOf(shared), { timeout: 5_000 }).toBe(views);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await viewsOf(shared)).toBe(views);
}

/**
 * A body without what belongs to one answer alone: its nonce, the token that was asked for, and in which order the rows
 * of Next's own data came.
 */
function bodyOf({ text, headers }: Answer, token: string): string {
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "none";
  const body = text.replaceAll(nonce, "NONCE").replaceAll(token, "TOKEN");
  return body.split("\\n").sort().join("\n");
}

const ENDS: [how: string, end: (shared: Shared) => Promise<unknown>][] = [
  ["revoked", ({ person, sessionId }) => remove(person, `/sessions/${sessionId}/share`)],
  ["of a deleted session", ({ person, sessionId }) => remove(person, `/sessions/${sessionId}`)],
  [
    "expired",
    ({ sessionId }) =>
      rows("UPDATE playground_shares SET expires_at = now() - interval '1 second' WHERE session_id = $1", [sessionId]),
  ],
  [
    "taken down",
    ({ sessionId }) =>
      rows("UPDATE playground_shares SET taken_down_at = now(), taken_down_reason = 'hate' WHERE session_id = $1", [
        sessionId,
      ]),
  ],
];

test("links that are unknown, malformed or have ended are one and the same 404, in every form", async () => {
  const tokens = ["A".repeat(22), "of-another-length", "with.other.characters", `${"A".repeat(21)}%2F`];
  for (const [how, end] of ENDS) {
    const shared = await newShare();
    expect((await read(pageOf(shared.token))).status, how).toBe(200);
    await end(shared);
    tokens.push(shared.token);
  }
  for (const form of [pageOf, (token: string) => `${pageOf(token)}/image`, (token: string) => `/embed/${token}`]) {
    const answers = await Promise.all(tokens.map((token) => read(form(token))));
    expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 404));
    const bodies = answers.map((answer, index) => bodyOf(answer, tokens[index] ?? ""));
    expect(new Set(bodies).size, form("{token}")).toBe(1);
  }
  const embeds = tokens.map((token) => read(`/api/oembed?url=${encodeURIComponent(app.url + pageOf(token))}`));
  expect((await Promise.all(embeds)).map(({ status }) => status)).toEqual(tokens.map(() => 404));
});

test("a shared page is whole without a script, kept by nobody, found by no search and told to no other site", async () => {
  const { token } = await newShare({ baseline: true }, "What <b>it</b> says");
  const { status, headers, text } = await read(pageOf(token));
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toContain("no-store");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
  const [head = "", body = ""] = text.split("</head>");
  expect(head).toContain('<meta name="robots" content="noindex"/>');
  expect(head).toContain(`<meta property="og:image" content="${app.url}${pageOf(token)}/image"/>`);
  expect(head).toContain('<meta property="og:type" content="article"/>');
  expect(head).toContain('type="application/json+oembed"');
  const shown = body.replace(/<script.*?<\/script>/gs, "");
  expect(shown).toContain("What &lt;b&gt;it&lt;/b&gt; says");
  expect(shown).toContain("Asked [[standin");
  expect(shown).not.toContain("<b>it</b>");
});

test("no byte that a stranger gets names an account, a session, a run or a package, or holds a prompt not shared", async () => {
  const listed = await call(app, "/api/v1/packages?limit=1");
  const [item] = listed.body["items"] as { id: string }[];
  const shares = [await newShare({ packageId: item?.id }), await newShare({ customPrompt: CANARY })];
  for (const { token, ids } of shares) {
    const paths = [pageOf(token), `/embed/${token}`, `${pageOf(token)}/image`, `${PLAYGROUND}/shared/${token}`];
    const oembed = `/api/oembed?url=${encodeURIComponent(app.url + pageOf(token))}`;
    const answers = await Promise.all([...paths, oembed].map((path) => read(path)));
    const router = { RSC: "1" };
    const asked = await read(pageOf(token), router);
    answers.push(await read(asked.headers.get("location") ?? "", router));
    for (const { status, text, headers } of answers) {
      expect(status).toBe(200);
      const bytes = `${JSON.stringify([...headers])}${text}`;
      for (const secret of [...ids, item?.id ?? "", CANARY]) expect(bytes).not.toContain(secret);
    }
  }
});

test("people are counted, not reloads, programs or the one who shared it", async () => {
  const shared = await newShare();
  const agent = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0" };
  await read(pageOf(shared.token), { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" });
  await read(pageOf(shared.token), { ...agent, "sec-purpose": "prefetch;prerender" });
  await expectViews(shared, 0);
  const owner = new BrowserSession(app);
  await owner.signIn(shared.person.email);
  await owner.open(pageOf(shared.token), { headers: agent });
  await expectViews(shared, 0);

  // Whoever brings no cookie back is told apart by address and browser alone.
  await read(pageOf(shared.token), agent);
  await read(pageOf(shared.token), agent);
  await expectViews(shared, 1);

  for (const reader of [new BrowserSession(app), new BrowserSession(app)]) {
    for (let reload = 0; reload < 5; reload += 1) await reader.open(pageOf(shared.token), { headers: agent });
  }
  await expectViews(shared, 3);
});

test("a reader's name is given by us alone: what a client says of itself counts for nothing", async () => {
  const shared = await newShare();
  const given = await read(pageOf(shared.token), { "user-agent": "one" });
  const cookie = /prpm_reader=([^;]+)/.exec(given.headers.get("set-cookie") ?? "")?.[1] ?? "";
  expect(cookie).not.toBe("");
  await expectViews(shared, 1);
  await read(pageOf(shared.token), { "user-agent": "one", "x-prpm-reader": cookie });
  await read(pageOf(shared.token), { "user-agent": "one", cookie: "prpm_reader=forged.forged" });
  await expectViews(shared, 1);
});

test("a fork by the page's form takes one to the new session, or first to sign in; no other site may send it", async () => {
  const { token } = await newShare();
  const fork = `${pageOf(token)}/fork`;
  const stranger = await call(app, fork, { method: "POST" });
  expect([stranger.status, stranger.headers.get("location")]).toEqual([
    303,
    `/sign-in?callbackUrl=${encodeURIComponent(pageOf(token))}`,
  ]);
  const reader = new BrowserSession(app);
  await reader.signIn((await newPerson()).email);
  const send = (headers: Record<string, string>) => reader.open(fork, { method: "POST", headers }, 0);
  expect((await send({ origin: "https://example.com", "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await send({ origin: "null", "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await send({ origin: "null" })).status).toBe(403);
  // A page that sends no referrer has its forms say so, and the browser tells where they are from.
  const forked = await send({ origin: "null", "sec-fetch-site": "same-origin" });
  expect(forked.status).toBe(303);
  expect(forked.headers.get("location")).toMatch(/^\/playground\?session=[0-9a-f-]{36}$/);
});

test("an embed stands in any frame, and neither takes nor gives a cookie", async () => {
  const { token, person } = await newShare();
  const owner = new BrowserSession(app);
  await owner.signIn(person.email);
  const [asOwner, asNobody] = await Promise.all([owner.open(`/embed/${token}`), read(`/embed/${token}`)]);
  expect(asNobody.headers.get("content-security-policy")).toContain("frame-ancestors *");
  expect(asOwner.headers.getSetCookie()).toEqual([]);
  expect(asNobody.headers.getSetCookie()).toEqual([]);
  const ownersView = { ...asNobody, text: await asOwner.text(), headers: asOwner.headers };
  expect(bodyOf(ownersView, token)).toBe(bodyOf(asNobody, token));
});

test("oEmbed tells of live links within the room that is there, as JSON only", async () => {
  const { token } = await newShare({ baseline: true }, `"><script>alert(1)</script>`);
  const of = (url: string, more = "") => read(`/api/oembed?url=${encodeURIComponent(url)}${more}`);
  const { body } = await of(app.url + pageOf(token), "&format=json&maxwidth=300&maxheight=200");
  expect(body).toMatchObject({ version: "1.0", type: "rich", width: 300, height: 200 });
  expect(body["html"]).toContain(`<iframe src="${app.url}/embed/${token}" width="300" height="200"`);
  expect(body["html"]).not.toContain("<script");
  expect((await of(app.url + pageOf(token), "&format=xml")).status).toBe(501);
  expect((await of(`https://example.com${pageOf(token)}`)).status).toBe(404);
  expect((await of(`${app.url}/packages`)).status).toBe(404);
  expect((await read("/api/oembed")).status).toBe(422);
});
