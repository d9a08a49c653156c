import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addressOf,
  builtAddresses,
  CANARY,
  cookieOf,
  makePeople,
  makeThings,
  PEOPLE,
  type Things,
  type Who,
} from "@/tests/support/access-matrix";
import { type Answer, call, type Person, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";

// What nobody, a stranger, somebody suspended, an admin and the owner get, in this order: a status, or `ok` for whatever
// is no refusal of the person. All things in the addresses are the owner's, who is a plain user.
const EVERYBODY = "ok ok ok ok ok";
const ANYONE = "ok ok 403 ok ok";
/** Each sees and does their own. */
const EACH = "401 ok 403 ok ok";
const OWNERS = "401 404 403 404 ok";
/** Neither has the owner one: no plan that Stripe knows, no link of the session. */
const NOT_YET = "401 404 403 404 404";
/** Of a private package, where anyone may ask. */
const OF_PRIVATE = "404 404 403 404 ok";
/** Counts of a package, which operators may see. */
const FIGURES = "401 404 403 ok ok";
const ADMINS = "401 403 403 ok 403";
/** For admins too it is not there: never reported, unknown to Stripe. */
const NOT_FOR_ADMINS = "401 403 403 404 403";
const MACHINES = "401 401 401 401 401";
const NOTHING = "404 404 404 404 404";

type Row = string | { who: string; body?: (things: Things) => object; query?: string };
const QUICK = "Hello [[standin tokens=5 rate=100000 ttft=0]]";
const withBody = (who: string, body: object | ((things: Things) => object)): Row => ({
  who,
  body: typeof body === "function" ? (body as (things: Things) => object) : () => body,
});
const inPackage = (things: Things) => ({ packageId: things["packages/[id]"], userInput: QUICK });
const inputOf = (things: Things) => ({ id: things["suggestedInput"], title: "New" });

const V1 = "/api/v1";
const PLAY = `${V1}/playground`;
const ORGANIZATION = `${V1}/organizations/[slug]`;

const ROUTES: Readonly<Record<string, Row>> = {
  "GET /icon.svg": EVERYBODY,
  "GET /preview": EVERYBODY,
  "GET /api/health/live": EVERYBODY,
  "GET /api/health/ready": EVERYBODY,
  "GET /api/auth/[...nextauth]": EVERYBODY,
  "POST /api/auth/[...nextauth]": EVERYBODY,
  ...Object.fromEntries(
    ["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [`${method} /api/[[...path]]`, NOTHING]),
  ),
  "GET /api/cron/alerts": MACHINES,
  "GET /api/cron/monthly-reset": MACHINES,
  "GET /api/cron/reconcile": MACHINES,
  "GET /api/cron/rollover-expiry": MACHINES,
  "GET /api/cron/sweep": MACHINES,
  "GET /api/metrics": MACHINES,
  // Closed while its secret is not set, so that Stripe tries again.
  [`POST ${V1}/webhooks/stripe/credits`]: "503 503 503 503 503",

  "GET /api/oembed": ANYONE,
  "GET /admin/figures.csv": ADMINS,
  "GET /credits/statement.csv": EACH,
  "GET /dashboard/packages/[id]/figures.csv": FIGURES,
  "GET /dashboard/usage.csv": EACH,
  "GET /playground/shared/[token]/image": ANYONE,
  "POST /playground/shared/[token]/fork": ANYONE,

  [`DELETE ${V1}/account`]: withBody(EACH, { confirm: "somebody@else.example" }),
  [`GET ${V1}/account/export`]: EACH,
  [`POST ${V1}/account/sign-out-everywhere`]: EACH,
  [`GET ${V1}/tokens`]: EACH,
  // No token makes another.
  [`POST ${V1}/tokens`]: withBody("401 403 403 403 403", { name: "Mine" }),
  [`DELETE ${V1}/tokens/[id]`]: OWNERS,

  [`GET ${V1}/admin/organizations`]: ADMINS,
  [`PATCH ${V1}/admin/organizations/[id]`]: ADMINS,
  [`POST ${V1}/admin/purchases/[id]/refunds`]: ADMINS,
  [`GET ${V1}/admin/reports`]: ADMINS,
  [`POST ${V1}/admin/reports/[shareId]/dismiss`]: ADMINS,
  [`GET ${V1}/admin/shares/[id]`]: NOT_FOR_ADMINS,
  [`POST ${V1}/admin/shares/[id]/hide`]: ADMINS,
  [`POST ${V1}/admin/shares/[id]/restore`]: ADMINS,
  [`POST ${V1}/admin/shares/[id]/take-down`]: ADMINS,
  [`POST ${V1}/admin/shares/[id]/unhide`]: ADMINS,
  [`POST ${V1}/admin/stripe-events/[id]/replay`]: NOT_FOR_ADMINS,
  [`GET ${V1}/admin/users`]: ADMINS,
  [`PATCH ${V1}/admin/users/[id]`]: ADMINS,
  [`POST ${V1}/admin/users/[id]/adjustments`]: ADMINS,
  [`POST ${V1}/admin/users/[id]/sharing`]: ADMINS,

  [`POST ${V1}/organization-invitations/accept`]: EACH,
  [`GET ${V1}/organizations`]: EACH,
  [`POST ${V1}/organizations`]: EACH,
  [`GET ${ORGANIZATION}`]: OWNERS,
  [`GET ${ORGANIZATION}/invitations`]: OWNERS,
  [`POST ${ORGANIZATION}/invitations`]: OWNERS,
  [`DELETE ${ORGANIZATION}/invitations/[id]`]: OWNERS,
  [`GET ${ORGANIZATION}/members`]: OWNERS,
  [`GET ${ORGANIZATION}/members/[userId]`]: OWNERS,
  [`PATCH ${ORGANIZATION}/members/[userId]`]: withBody(OWNERS, { role: "member" }),
  [`DELETE ${ORGANIZATION}/members/[userId]`]: OWNERS,

  [`GET ${V1}/packages`]: ANYONE,
  [`POST ${V1}/packages`]: EACH,
  [`GET ${V1}/packages/[id]`]: OF_PRIVATE,
  [`GET ${V1}/packages/[id]/archive`]: OF_PRIVATE,
  [`GET ${V1}/packages/[id]/feedback`]: OWNERS,
  [`POST ${V1}/packages/[id]/installs`]: withBody(OF_PRIVATE, { way: "command" }),
  [`GET ${V1}/packages/[id]/shares`]: OF_PRIVATE,
  [`GET ${V1}/packages/[id]/suggested-inputs`]: OF_PRIVATE,
  [`POST ${V1}/packages/[id]/suggested-inputs`]: withBody(OWNERS, { title: "One", input: "More" }),
  [`PATCH ${V1}/packages/[id]/suggested-inputs`]: withBody(OWNERS, inputOf),
  [`DELETE ${V1}/packages/[id]/suggested-inputs`]: withBody(OWNERS, inputOf),

  [`GET ${PLAY}/analytics/author`]: EACH,
  [`GET ${PLAY}/analytics/operator`]: ADMINS,
  [`GET ${PLAY}/analytics/packages/[id]`]: FIGURES,
  [`GET ${PLAY}/analytics/usage`]: EACH,

  [`POST ${PLAY}/comparisons`]: withBody(OWNERS, (things) => ({
    lanes: [{ packageId: things["packages/[id]"] }, { baseline: true }],
    userInput: QUICK,
  })),
  [`GET ${PLAY}/comparisons/[id]`]: OWNERS,
  [`GET ${PLAY}/comparisons/[id]/events`]: OWNERS,
  [`POST ${PLAY}/comparisons/[id]/lanes/[lane]/retry`]: OWNERS,
  [`POST ${PLAY}/comparisons/[id]/pick`]: withBody(OWNERS, { winner: 0 }),
  [`POST ${PLAY}/comparisons/[id]/stop`]: OWNERS,

  [`GET ${PLAY}/credits`]: EACH,
  [`GET ${PLAY}/credits/budget`]: EACH,
  [`PUT ${PLAY}/credits/budget`]: withBody(EACH, { credits: 90 }),
  [`DELETE ${PLAY}/credits/budget`]: EACH,
  [`POST ${PLAY}/credits/budget/seen`]: EACH,
  [`GET ${PLAY}/credits/history`]: EACH,
  [`GET ${PLAY}/credits/packages`]: ANYONE,
  [`POST ${PLAY}/credits/purchase`]: EACH,
  [`GET ${PLAY}/credits/purchases`]: EACH,
  [`GET ${PLAY}/credits/purchases/[id]`]: OWNERS,
  [`POST ${PLAY}/subscribe`]: EACH,
  [`GET ${PLAY}/subscription`]: EACH,
  [`POST ${PLAY}/subscription/cancel`]: NOT_YET,
  [`POST ${PLAY}/subscription/portal`]: EACH,
  [`POST ${PLAY}/subscription/resume`]: NOT_YET,

  [`POST ${PLAY}/estimate`]: withBody(OWNERS, inPackage),
  [`POST ${PLAY}/run`]: withBody(OWNERS, inPackage),
  [`GET ${PLAY}/runs/[id]`]: OWNERS,
  [`GET ${PLAY}/runs/[id]/events`]: OWNERS,
  [`POST ${PLAY}/runs/[id]/feedback`]: withBody(OWNERS, { effective: true }),
  [`POST ${PLAY}/runs/[id]/stop`]: OWNERS,

  [`GET ${PLAY}/prompts`]: EACH,
  [`POST ${PLAY}/prompts`]: EACH,
  [`GET ${PLAY}/prompts/[id]`]: OWNERS,
  [`PATCH ${PLAY}/prompts/[id]`]: withBody(OWNERS, { title: "Mine now" }),
  [`DELETE ${PLAY}/prompts/[id]`]: OWNERS,
  [`POST ${PLAY}/prompts/[id]/publish`]: withBody(OWNERS, { name: "mine-now", description: "Taken." }),
  [`GET ${PLAY}/prompts/scopes`]: EACH,
  [`GET ${PLAY}/prompts/used`]: EACH,

  [`GET ${PLAY}/sessions`]: EACH,
  [`POST ${PLAY}/sessions/delete`]: withBody(EACH, (things) => ({ ids: [things["sessions/[id]"]] })),
  [`GET ${PLAY}/sessions/[id]`]: OWNERS,
  [`PATCH ${PLAY}/sessions/[id]`]: withBody(OWNERS, { title: "Mine now" }),
  [`DELETE ${PLAY}/sessions/[id]`]: OWNERS,
  [`GET ${PLAY}/sessions/[id]/export`]: { who: OWNERS, query: "?format=json" },
  [`GET ${PLAY}/sessions/[id]/share`]: NOT_YET,
  [`POST ${PLAY}/sessions/[id]/share`]: OWNERS,
  [`PATCH ${PLAY}/sessions/[id]/share`]: OWNERS,
  [`DELETE ${PLAY}/sessions/[id]/share`]: OWNERS,
  [`POST ${PLAY}/sessions/[id]/share/preview`]: OWNERS,

  [`GET ${PLAY}/shares`]: EACH,
  [`GET ${PLAY}/shared/[token]`]: ANYONE,
  [`POST ${PLAY}/shared/[token]/feature`]: withBody("401 403 403 403 ok", { featured: true }),
  [`POST ${PLAY}/shared/[token]/feedback`]: ANYONE,
  [`POST ${PLAY}/shared/[token]/fork`]: EACH,
  [`POST ${PLAY}/shared/[token]/report`]: ANYONE,
  [`POST ${PLAY}/shared/[token]/view`]: ANYONE,
};

const TO_SIGN_IN = "307 200 307 200 200";
const OPEN = "200 200 200 200 200";

const PAGES: Readonly<Record<string, string>> = {
  "/": OPEN,
  "/[...missing]": NOTHING,
  "/account-deleted": OPEN,
  "/admin": "404 404 404 200 404",
  "/admin/users/[id]": "404 404 404 200 404",
  "/credits": TO_SIGN_IN,
  "/dashboard": TO_SIGN_IN,
  "/dashboard/packages": TO_SIGN_IN,
  "/dashboard/packages/[id]": "307 404 307 200 200",
  "/dashboard/runs": TO_SIGN_IN,
  "/docs": OPEN,
  "/embed/[token]": OPEN,
  "/organizations/[slug]": "307 404 307 404 200",
  // Without an invitation.
  "/organizations/join": NOTHING,
  "/packages": OPEN,
  "/packages/[scope]/[name]": "404 404 404 404 200",
  "/playground": OPEN,
  "/playground/credits/buy": OPEN,
  "/playground/shared/[token]": OPEN,
  "/pricing": OPEN,
  "/sessions": TO_SIGN_IN,
  "/sessions/links": TO_SIGN_IN,
  "/settings": TO_SIGN_IN,
  "/sign-in": "200 307 200 307 307",
};

let app: Awaited<ReturnType<typeof startApi>>;
let people: Record<Who, Person | null>;
let things: Things;

beforeAll(async () => {
  app = await startApi({ env: { LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "50" } });
  people = await makePeople();
  things = await makeThings(app, people.owner as Person);
});
afterAll(() => app.stop());

async function ask(key: string, headers: Record<string, string>): Promise<Answer> {
  const [method = "", pattern = ""] = key.split(" ");
  const row = ROUTES[key] ?? "";
  const { body, query = "" } = typeof row === "string" ? {} : row;
  const hasBody = method !== "GET" && (method !== "DELETE" || body !== undefined);
  // Limits by address would end a test that acts for many people.
  await rows("DELETE FROM rate_limits");
  const sent = { method, headers, ...(hasBody && { body: body?.(things) ?? {} }) };
  return call(app, `${addressOf(pattern, things)}${query}`, sent);
}

const REFUSALS = [401, 403, 404, 405];
/** Outside services are off here, which is said to those who would have got further. */
const answered = ({ status, body }: Answer): string =>
  REFUSALS.includes(status) || (status >= 500 && body["error"] !== "payments_unavailable") ? String(status) : "ok";

const expectedOf = (row: Row | undefined, who: Who) =>
  (typeof row === "string" ? row : (row?.who ?? "")).split(" ")[PEOPLE.indexOf(who)];

test("every page and every method of every route that was built has its row", async () => {
  expect(Object.keys(PAGES).sort()).toEqual(builtAddresses("page"));
  const built: string[] = [];
  for (const pattern of builtAddresses("route")) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      const { status } = await ask(`${method} ${pattern}`, {});
      if (status !== 405) built.push(`${method} ${pattern}`);
    }
  }
  expect(Object.keys(ROUTES).sort()).toEqual(built.sort());
});

test.each(PEOPLE)("pages show %s what is theirs", async (who) => {
  for (const [pattern, row] of Object.entries(PAGES)) {
    const answer = await call(app, addressOf(pattern, things), { headers: await cookieOf(people[who]) });
    expect(`${pattern} ${answer.status}`).toBe(`${pattern} ${expectedOf(row, who)}`);
    if (who !== "owner") expect(answer.text.includes(CANARY), pattern).toBe(false);
  }
});

test("a browser that another site makes write is refused everywhere", async () => {
  const cookie = await cookieOf(people.owner);
  for (const key of Object.keys(ROUTES)) {
    if (key.startsWith("GET ") || [EVERYBODY, NOTHING].includes(ROUTES[key] as string) || key.includes("webhooks"))
      continue;
    const { status } = await ask(key, { ...cookie, origin: "https://elsewhere.example" });
    expect(`${key} ${status}`).toBe(`${key} 403`);
  }
});

// Reads first, and last what takes things away.
const ORDER = [/^GET /, /^(POST(?!.*delete$)|PUT|PATCH) /, /^DELETE .*\/share$/, /^DELETE /, /./];
const placeOf = (key: string) => ORDER.findIndex((some) => some.test(key));

// The owner last: first the others try to change what is the owner's.
test.each(PEOPLE)("routes answer %s with what is theirs", async (who) => {
  const token = people[who]?.token;
  const keys = Object.keys(ROUTES).sort((a, b) => placeOf(a) - placeOf(b));
  const wrong: string[] = [];
  const told: string[] = [];
  for (const key of keys) {
    const answer = await ask(key, token ? { authorization: `Bearer ${token}` } : {});
    const expected = expectedOf(ROUTES[key], who);
    const got = expected === "ok" ? answered(answer) : String(answer.status);
    if (got !== expected) wrong.push(`${key}: ${got}, not ${expected}: ${answer.text.slice(0, 200)}`);
    if (answer.text.includes(CANARY)) told.push(key);
  }
  expect(wrong).toEqual([]);
  if (who === "owner") expect(told.length).toBeGreaterThan(10);
  else expect(told, `what the owner wrote, told to ${who}`).toEqual([]);
});
