import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, type Person, startApi } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;
let person: Person;

beforeAll(async () => {
  app = await startApi();
  person = await newPerson();
});
afterAll(() => app.stop());

const EXPORT = "/api/v1/account/export";

test("all data come as one JSON file with the day in its name, for a token and for a browser", async () => {
  const { runId } = await runAs(app, person, "What do you keep of me?");
  const browser = new BrowserSession(app);
  await browser.signIn(person.email);
  const byToken = await call(app, EXPORT, { token: person.token });
  const byCookie = await browser.open(EXPORT);
  for (const { status, headers } of [byToken, byCookie]) {
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toContain("no-store");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="prpm-account-\d{4}-\d\d-\d\d\.json"$/);
  }
  expect(byToken.body).toMatchObject({
    formatVersion: 1,
    account: { email: person.email },
    runs: [{ id: runId, userInput: expect.stringContaining("What do you keep of me?") }],
    complete: true,
  });
  const { exportedAt: _at, apiTokens: _tokens, ...same } = byToken.body;
  expect(await byCookie.json()).toMatchObject(same);
});

test("it is for whoever is signed in, for their own account, and not many times a minute", async () => {
  expect((await call(app, EXPORT)).status).toBe(401);
  expect((await call(app, EXPORT, { token: person.token, method: "POST" })).status).toBe(405);
  const other = await newPerson();
  const answers = await Promise.all(Array.from({ length: 7 }, () => call(app, EXPORT, { token: other.token })));
  const taken = answers.filter(({ status }) => status === 200);
  expect(taken).toHaveLength(5);
  for (const { text } of taken) expect(text).not.toContain(person.email);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused[0]?.body).toMatchObject({ error: "rate_limited", limit: 5, reason: "rate" });
});
