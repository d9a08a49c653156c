import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeCursor } from "@/lib/cursor";
import { limitOf } from "@/lib/http/limits";
import { call, newPerson, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { cookieOf } from "@/tests/support/session-cookie";

let app: Awaited<ReturnType<typeof startApi>>;
let cookie = "";

beforeAll(async () => {
  app = await startApi({ starterPackages: true });
  const { id } = await newPerson();
  await rows("UPDATE users SET role = 'admin' WHERE id = $1", [id]);
  cookie = await cookieOf({ id });
});
afterAll(() => app.stop());

/** Each page and the names it reads from its address. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "/": [],
  "/pricing": [],
  "/docs": [],
  "/sign-in": ["callbackUrl", "error"],
  "/packages": ["q", "format", "subtype", "tag", "cursor", "open"],
  "/packages/prpm/code-review": ["format", "version", "tab", "file"],
  "/playground": ["package", "session", "input"],
  "/playground/credits/buy": ["pack", "way"],
  "/dashboard": ["from", "to", "show", "packages"],
  "/dashboard/runs": ["from", "to", "day", "model", "package", "cursor"],
  "/dashboard/usage.csv": ["from", "to"],
  "/sessions": ["cursor"],
  "/credits": ["type", "before", "at", "cursor"],
  "/settings": [],
  "/account-deleted": [],
  "/dashboard/packages": ["from", "to"],
  "/admin": ["tab", "q", "cursor", "from", "to"],
  "/admin?tab=money": ["from", "to"],
  "/admin?tab=health": ["from", "to"],
  "/admin?tab=users": ["q", "cursor"],
  "/admin?tab=audit": ["cursor"],
};

const EARLY = encodeCursor(["0000-01-01T00:00:00.000Z", UNKNOWN_ID]);
const WORST = ["zzz", "%00", "%ED%A0%80", UNKNOWN_ID, EARLY];
const BAD_VALUES = [
  ...["", "a%00b", "%", "%25", "%2525", "%F0%9F%98", "%CC%80", "'", "%22%3E%3Cscript%3E", "../../etc", "//example.com"],
  ...["__proto__", "-1", "1e309", "99999999999999999999", "a".repeat(5_000), "%F0%9F%98%80".repeat(300), "%2F%00%2F"],
  ...[["words", 5, UNKNOWN_ID], ["words", 5, "x"], [-1]].map(encodeCursor),
];

const PARTS = [
  "a%25",
  "%00",
  "a%2525",
  "%ED%A0%80",
  "%F0%9F%98",
  "%E0",
  "..%2F..",
  "a".repeat(5_000),
  "__proto__",
  "%20",
];

const AT_ONCE = 12;

/** What is wrong with the page at an address; null when nothing is. */
async function fault(path: string): Promise<string | null> {
  const { status, text } = await call(app, path, { headers: { cookie } });
  // A part without a digest is drawn by the browser alone.
  const broken = status >= 500 || /digest\\?":\\?"(?!NEXT_)|data-dgst="(?!NEXT_|")/.test(text);
  return broken ? `${status} ${path.slice(0, 200)}` : null;
}

/** Some at a time: a page of figures asks the database for many things, and a request waits a few seconds at most for each. */
async function faultsOf(paths: readonly string[]): Promise<string[]> {
  const found: (string | null)[] = [];
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    found.push(...(await Promise.all(paths.slice(start, start + AT_ONCE).map(fault))));
  }
  return found.filter((one) => one !== null);
}

test.each(Object.entries(PAGES))(
  "%s has an answer to whatever stands in its address",
  async (page, names) => {
    const start = page.includes("?") ? `${page}&` : `${page}?`;
    const everywhere = [...WORST, ...BAD_VALUES].map((value) => names.map((name) => `${name}=${value}`).join("&"));
    const alone = names.flatMap((name) => WORST.map((value) => `${name}=${value}`));
    const lists = names.map((name) => `${name}=a&${name}=%00&${name}=zzz`);
    const queries = new Set([...everywhere, ...alone, ...lists, "__proto__=%00&x=%ED%A0%80"]);
    const faults = await faultsOf([...queries].map((query) => `${start}${query}`));
    expect(faults).toEqual([]);
  },
  120_000,
);

test("a package's address may hold anything", async () => {
  const paths = PARTS.flatMap((part) => [`/packages/${part}/b`, `/packages/a/${part}`]);
  expect((await Promise.all(paths.map(fault))).filter((found) => found !== null)).toEqual([]);
  for (const path of ["/packages/a%25/b", "/packages/a%2525/b"]) {
    expect((await call(app, path)).status, path).toBe(404);
  }
});

test("an address of the API that nothing answers, or that does not decode, is unknown as any other", async () => {
  const undecodable = ["/v1/packages/%zz", "/v1/packages/%E0", "/v1/playground/runs/%ED%A0%80/events", "/%"];
  for (const path of ["", "/v1", "/v2/packages", ...undecodable]) {
    for (const method of ["GET", "POST"]) {
      const { status, body } = await call(app, `/api${path}`, { method });
      expect([status, body["error"]], `${method} ${path}`).toEqual([404, "not_found"]);
    }
  }
});

test("below the address for signing in, too, what is nothing is unknown, and nothing gets into the head of an answer", async () => {
  const refusal = async (method: string, path: string) => {
    const { status, body } = await call(app, `/api/auth/${path}`, { method });
    return [status, body["error"]];
  };
  for (const path of ["nothing", "callback", "callback/nobody", "_log/../nothing"]) {
    for (const method of ["GET", "POST"]) {
      expect(await refusal(method, path), `${method} ${path}`).toEqual([404, "not_found"]);
    }
  }
  expect(await refusal("PUT", "session")).toEqual([405, "method_not_allowed"]);
  for (const controls of ["%00", "%0d%0aSet-Cookie:%20a=b", "%1b"]) {
    expect(await refusal("GET", `error?error=${controls}`), controls).toEqual([422, "invalid_input"]);
  }
  const known = await call(app, "/api/auth/error?error=AccessDenied");
  expect([known.status, known.headers.get("location")]).toEqual([302, "/sign-in?error=AccessDenied"]);
});

test("a package's figures answer whatever stands in their address", async () => {
  const [item] = await rows<{ id: string }>("SELECT id FROM packages WHERE name = 'code-review' LIMIT 1");
  const paths = PARTS.map((part) => `/dashboard/packages/${part}`);
  const queries = [...WORST, ...BAD_VALUES].flatMap((value) =>
    ["from", "to", "comments"].map((name) => `/dashboard/packages/${item?.id}?${name}=${value}`),
  );
  const days = ["0000-01-05", "9999-12-31"].map((day) => `/dashboard/packages/${item?.id}?to=${day}&from=${day}`);
  const found = await Promise.all([...paths, ...queries, ...days].map(fault));
  expect(found.filter((wrong) => wrong !== null)).toEqual([]);
});

test("a made-up cursor shows the first page, a session that is none says so", async () => {
  const first = await call(app, "/packages");
  const titles = (text: string) => text.match(/href="\/packages\/prpm\/[^"?]+/g);
  for (const cursor of ["zzz", EARLY]) {
    const answer = await call(app, `/packages?cursor=${cursor}`);
    expect(answer.status).toBe(200);
    expect(titles(answer.text)).toEqual(titles(first.text));
  }
  expect((await call(app, "/playground?session=notauuid", { headers: { cookie } })).text).toContain(
    "That thread is not here",
  );
});

test("searches by page without an account are counted by address, and say when to come back", async () => {
  let refused = "";
  // Twice what fits into a minute: on a slow machine they spread over two, of which the first is forgotten little by little.
  for (let index = 0; index < 2 * limitOf("read", 0) + 20 && refused === ""; index += 10) {
    const batch = Array.from({ length: 10 }, () => call(app, "/packages?q=review"));
    refused = (await Promise.all(batch)).find(({ text }) => text.includes("Too many searches"))?.text ?? "";
  }
  expect(refused).toMatch(/Search again in \d+ second/);
  expect((await call(app, "/packages")).text).not.toContain("Too many searches");
  expect((await call(app, "/packages?q=review", { headers: { cookie } })).text).not.toContain("Too many searches");
}, 120_000);
