import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApi } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;
let github: Emulator;

const CLIENT = { client_id: "prpm-test", client_secret: "prpm-test-secret" };

beforeAll(async () => {
  const { freePort } = await import("@/local/ports");
  const [port, appPort] = [await freePort(), await freePort()];
  github = await createEmulator({
    service: "github",
    port,
    seed: {
      github: {
        users: [
          { login: "octo", name: "Octo Cat", email: "octo@example.com" },
          { login: "second", name: "Second", email: "second@example.com" },
        ],
        oauth_apps: [
          { ...CLIENT, name: "PRPM", redirect_uris: [`http://localhost:${appPort}/api/auth/callback/github`] },
        ],
      },
    },
  });
  app = await startApi({
    port: appPort,
    env: {
      GITHUB_ID: CLIENT.client_id,
      GITHUB_SECRET: CLIENT.client_secret,
      GITHUB_URL: github.url,
      GITHUB_API_URL: github.url,
    },
  });
});
afterAll(async () => {
  await app.stop();
  await github.close();
});

/** Goes to the provider, presses the button of the named account and comes back. */
async function signInWithGithub(login: string): Promise<BrowserSession> {
  const browser = new BrowserSession(app);
  const { csrfToken } = (await (await browser.open("/api/auth/csrf")).json()) as { csrfToken: string };
  const consent = await browser.submit("/api/auth/signin/github", { csrfToken, callbackUrl: "/api/health/live" });
  const page = await consent.text();
  const form = page.split("<form").find((part) => part.includes(`value="${login}"`));
  const action = /action="([^"]+)"/.exec(form ?? "")?.[1];
  const fields = [...(form ?? "").matchAll(/name="([^"]+)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [
    name ?? "",
    (value ?? "").replaceAll("&amp;", "&"),
  ]);
  if (action === undefined) throw new Error(`no form for ${login} on the provider's page`);
  await browser.submit(new URL(action, github.url).href, Object.fromEntries(fields));
  return browser;
}

test("signing in with GitHub makes an account with five credits, and again finds it", async () => {
  const browser = await signInWithGithub("octo");
  const credits = await browser.credits();
  expect(credits.status).toBe(200);
  expect(await credits.json()).toMatchObject({ available: 5 });
  await signInWithGithub("octo");
  expect(await rows("SELECT email, handle, name FROM users WHERE email = 'octo@example.com'")).toEqual([
    { email: "octo@example.com", handle: "octo", name: "Octo Cat" },
  ]);
  expect(await rows("SELECT provider FROM accounts")).toEqual([{ provider: "github" }]);
});

test("a token of the provider is stored nowhere", async () => {
  const columns = await rows<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'accounts'",
  );
  expect(columns.map((column) => column.name).sort()).toEqual([
    "created_at",
    "id",
    "provider",
    "provider_account_id",
    "user_id",
  ]);
});

test("the sign-in of one machine works on it, and for nothing that a proxy has touched or another name reached", async () => {
  const direct = new BrowserSession(app);
  await direct.signIn("dev@example.com");
  expect((await direct.credits()).status).toBe(200);
  for (const headers of [
    { "x-forwarded-for": "127.0.0.1" },
    { "x-forwarded-host": new URL(app.url).host },
    { forwarded: "for=127.0.0.1" },
  ] as Record<string, string>[]) {
    const proxied = new BrowserSession(app);
    await proxied.signIn("dev@example.com", headers);
    expect((await proxied.credits()).status, JSON.stringify(headers)).toBe(401);
  }
  const forged = new BrowserSession(app);
  await forged.signIn("dev@example.com", { "x-forwarded-for": "9.9.9.9", "x-prpm-peer": "guess direct 127.0.0.1" });
  expect((await forged.credits()).status).toBe(401);
});

test("a write that a browser signs with its cookie must come from our own pages", async () => {
  const browser = new BrowserSession(app);
  await browser.signIn("origin@example.com");
  const write = (headers: Record<string, string>) =>
    browser.open("/api/v1/tokens", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ name: "x" }),
    });
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ]) {
    const answer = await write(headers as Record<string, string>);
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(await answer.json()).toMatchObject({ error: "forbidden" });
  }
  expect((await write({ origin: app.url })).status).toBe(200);
});

test("an API token is shown once, stored as a hash, listed by its ending, and dead once revoked", async () => {
  const browser = new BrowserSession(app);
  await browser.signIn("tokens@example.com");
  const origin = { origin: app.url, "content-type": "application/json" };
  const made = await browser.open("/api/v1/tokens", {
    method: "POST",
    headers: origin,
    body: '{"name":"laptop","days":7}',
  });
  const { id, token } = (await made.json()) as { id: string; token: string };
  expect(token).toMatch(/^prpm_[A-Za-z0-9_-]{43}$/);
  const list = await (await browser.open("/api/v1/tokens")).text();
  expect(list).toContain(token.slice(-4));
  expect(list).not.toContain(token);
  const asToken = () =>
    fetch(`${app.url}/api/v1/playground/credits`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asToken()).status).toBe(200);
  const stored = await rows<{ found: boolean }>(
    "SELECT true AS found FROM api_tokens t WHERE t::text LIKE '%' || $1 || '%'",
    [token.slice(5)],
  );
  expect(stored).toEqual([]);
  expect((await browser.open(`/api/v1/tokens/${id}`, { method: "DELETE", headers: origin })).status).toBe(200);
  expect((await asToken()).status).toBe(401);
});

test("signing out everywhere ends every session at once", async () => {
  const [one, two] = [new BrowserSession(app), new BrowserSession(app)];
  await one.signIn("everywhere@example.com");
  await two.signIn("everywhere@example.com");
  expect((await two.credits()).status).toBe(200);
  await one.open("/api/v1/account/sign-out-everywhere", { method: "POST", headers: { origin: app.url } });
  expect([(await one.credits()).status, (await two.credits()).status]).toEqual([401, 401]);
});

test("a token cannot make another, so one that leaked ends when it ends", async () => {
  const { newPerson } = await import("@/tests/support/api");
  const { token } = await newPerson();
  const answer = await fetch(`${app.url}/api/v1/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: '{"name":"child","days":365}',
  });
  expect(answer.status).toBe(403);
});

test("nobody signs in as the built-in account", async () => {
  const { ensureBuiltInAccount } = await import("@/lib/accounts/sign-up.server");
  await ensureBuiltInAccount();
  const browser = new BrowserSession(app);
  await browser.signIn("registry@prpm.invalid");
  expect((await browser.credits()).status).toBe(401);
});

test("a sign-in form of any size is not read whole", async () => {
  const answer = await fetch(`${app.url}/api/auth/signin/github`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: `csrfToken=${"x".repeat(200_000)}`,
  });
  expect(answer.status).toBe(413);
});

test("after signing out one comes to a page of ours, whatever the form asks for", async () => {
  const browser = new BrowserSession(app);
  const { csrfToken } = (await (await browser.open("/api/auth/csrf")).json()) as { csrfToken: string };
  for (const [asked, path] of [
    ["/packages?q=x", "/packages?q=x"],
    ["//evil.example", "/playground"],
    ["https://evil.example/", "/playground"],
    ["/a\0b", "/a%00b"],
    ["/a\r\nSet-Cookie: a=b", "/aSet-Cookie:%20a=b"],
  ] as const) {
    const body = new URLSearchParams({ csrfToken, callbackUrl: asked }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await browser.open("/api/auth/signout", { method: "POST", headers, body }, 0);
    expect([answer.status, answer.headers.get("location")], asked).toEqual([302, `${app.url}${path}`]);
  }
});
