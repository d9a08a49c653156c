import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeCursor } from "@/lib/cursor";
import { call, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;
let person: Person;

beforeAll(async () => {
  app = await startApi({ env: { LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "50" } });
  person = await newPerson();
});
afterAll(() => app.stop());

const RUN = "/api/v1/playground/run";

const BAD_BODIES = [
  ["malformed JSON", "{", "invalid_input"],
  ["an array", "[]", "invalid_input"],
  ["null", "null", "invalid_input"],
  ["no input", '{"baseline":true}', "invalid_input"],
  ["a number for the input", '{"baseline":true,"userInput":7}', "invalid_input"],
  ["an empty input", '{"baseline":true,"userInput":""}', "invalid_input"],
  ["a blank input", '{"baseline":true,"userInput":" \\n\\t "}', "invalid_input"],
  ["NUL", '{"baseline":true,"userInput":"a\\u0000b"}', "invalid_input"],
  ["a lone surrogate", '{"baseline":true,"userInput":"a\\ud800b"}', "invalid_input"],
  ["100,001 code points", JSON.stringify({ baseline: true, userInput: "é".repeat(100_001) }), "invalid_input"],
  ["no package at all", '{"userInput":"x"}', "invalid_input"],
  ["two prompts", `{"baseline":true,"packageId":"${UNKNOWN_ID}","userInput":"x"}`, "invalid_input"],
  ["a package id that is none", '{"packageId":"1 OR 1=1","userInput":"x"}', "invalid_input"],
  ["an unknown model", '{"baseline":true,"userInput":"x","model":"gpt-4"}', "invalid_input"],
  ["a budget of zero", '{"baseline":true,"userInput":"x","maxCredits":0}', "invalid_input"],
  ["a budget of a fraction", '{"baseline":true,"userInput":"x","maxCredits":1.5}', "invalid_input"],
  ["a budget under the model's", '{"baseline":true,"userInput":"x","model":"opus","maxCredits":1}', "budget_too_small"],
  ["a prompt of nine characters", '{"customPrompt":"123456789","userInput":"x"}', "invalid_input"],
  ["NUL in a version", `{"packageId":"${UNKNOWN_ID}","packageVersion":"\\u0000","userInput":"x"}`, "invalid_input"],
  [
    "half a surrogate pair in a file name",
    `{"packageId":"${UNKNOWN_ID}","files":["\\ud800"],"userInput":"x"}`,
    "invalid_input",
  ],
  ["a parent without a session", `{"baseline":true,"parentRunId":"${UNKNOWN_ID}","userInput":"x"}`, "invalid_input"],
] as const;

test("a body of whatever kind does not hide that the credentials are not good", async () => {
  for (const raw of ["{", JSON.stringify({ userInput: "x".repeat(1_100_000) })]) {
    const headers = { authorization: "Bearer prpm_nobody", "content-type": "application/json" };
    expect(await call(app, RUN, { raw, headers })).toMatchObject({ status: 401, body: { error: "unauthenticated" } });
  }
});

test.each(BAD_BODIES)("run and estimate refuse %s with a coded error and write nothing", async (_what, raw, code) => {
  for (const path of [RUN, "/api/v1/playground/estimate"]) {
    const answer = await call(app, path, { token: person.token, raw, headers: { "content-type": "application/json" } });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.body).toMatchObject({ error: code, message: expect.any(String), requestId: expect.any(String) });
    const issue = { path: expect.any(String), message: expect.any(String) };
    if (code === "invalid_input") expect(answer.body["issues"]).toContainEqual(issue);
    expect(answer.text).not.toMatch(/\bat .*\.(ts|js)|node_modules|ZodError/);
  }
  expect(await rows("SELECT id FROM playground_runs WHERE user_id = $1", [person.id])).toEqual([]);
});

test("unknown ids in a body are not found", async () => {
  for (const body of [
    { packageId: UNKNOWN_ID, userInput: "x" },
    { sessionId: UNKNOWN_ID, userInput: "x" },
  ]) {
    expect(await call(app, RUN, { token: person.token, body })).toMatchObject({
      status: 404,
      body: { error: "not_found" },
    });
  }
});

test("ids in an address that are unknown, malformed or another's are one and the same 404", async () => {
  const other = await newPerson();
  const run = await call(app, RUN, {
    token: other.token,
    body: { baseline: true, userInput: "x [[standin tokens=3 ttft=1]]" },
  });
  expect(run.status).toBe(200);
  const { runId, sessionId } = run.body as { runId: string; sessionId: string };
  for (const path of [
    ...[UNKNOWN_ID, "nonsense", runId].map((id) => `runs/${id}`),
    ...[UNKNOWN_ID, "nonsense", runId].map((id) => `runs/${id}/events`),
    ...[UNKNOWN_ID, "nonsense", sessionId].map((id) => `sessions/${id}`),
  ]) {
    const answer = await call(app, `/api/v1/playground/${path}`, { token: person.token });
    expect([answer.status, answer.body["error"]], path).toEqual([404, "not_found"]);
  }
  const stop = await call(app, `/api/v1/playground/runs/${runId}/stop`, { token: person.token, method: "POST" });
  expect(stop.status).toBe(404);
});

test("a body over 1 MB is refused before it is read, declared or hidden", async () => {
  const big = JSON.stringify({ baseline: true, userInput: "x".repeat(1_100_000) });
  const declared = await call(app, RUN, {
    token: person.token,
    raw: big,
    headers: { "content-type": "application/json" },
  });
  expect([declared.status, declared.body["error"]]).toEqual([413, "payload_too_large"]);
  let sent = 0;
  const hidden = await new Promise<number>((resolve, reject) => {
    const headers = { authorization: `Bearer ${person.token}`, "content-type": "application/json" };
    const sending = httpRequest(`${app.url}${RUN}`, { method: "POST", headers }, (response) => {
      resolve(response.statusCode ?? 0);
      sending.destroy();
    });
    sending.on("error", (error) => (sending.destroyed ? undefined : reject(error)));
    const write = () => {
      if (sending.destroyed || sent > 50_000_000) return;
      sent += 65_536;
      sending.write("x".repeat(65_536), () => setTimeout(write, 1));
    };
    write();
  });
  expect(hidden).toBe(413);
  expect(sent).toBeLessThan(20_000_000);
});

test("other media types are refused", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    const answer = await call(app, RUN, {
      token: person.token,
      raw: '{"userInput":"x"}',
      headers: { "content-type": type },
    });
    expect([answer.status, answer.body["error"]]).toEqual([415, "unsupported_media_type"]);
  }
});

test("wrong methods and unknown addresses are refused as JSON", async () => {
  const wrong = await call(app, RUN, { token: person.token });
  expect([wrong.status, wrong.body["error"], wrong.headers.get("allow")]).toEqual([405, "method_not_allowed", "POST"]);
  const removed = await call(app, "/api/v1/playground/credits", { token: person.token, method: "DELETE" });
  expect([removed.status, removed.body["error"]]).toEqual([405, "method_not_allowed"]);
  for (const path of ["/api/v1/playground/nothing", "/api/nothing/here"]) {
    const answer = await call(app, path, { token: person.token });
    expect([answer.status, answer.body["error"]], path).toEqual([404, "not_found"]);
  }
});

test("no, malformed, expired and revoked credentials are 401 before anything else is looked at", async () => {
  const expired = await newPerson();
  await rows("UPDATE api_tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1", [expired.id]);
  const revoked = await newPerson();
  await rows("UPDATE api_tokens SET revoked_at = now() WHERE user_id = $1", [revoked.id]);
  const bad = ["", "prpm_short", `prpm_${"A".repeat(43)}`, "eyJhbGciOiJkaXIi.x.y.z.w", expired.token, revoked.token];
  for (const token of bad) {
    const answer = await call(app, RUN, { raw: "{", headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.body["error"]], token).toEqual([401, "unauthenticated"]);
  }
  expect((await call(app, RUN, { body: {} })).status).toBe(401);
});

test("a suspended account is refused at its next request", async () => {
  const banned = await newPerson();
  expect((await call(app, "/api/v1/playground/credits", { token: banned.token })).status).toBe(200);
  await rows("UPDATE users SET banned_at = now() WHERE id = $1", [banned.id]);
  const answer = await call(app, "/api/v1/playground/credits", { token: banned.token });
  expect([answer.status, answer.body["error"]]).toEqual([403, "forbidden"]);
});

test("lists refuse limits and cursors that are none", async () => {
  for (const query of ["limit=0", "limit=101", "limit=x", "cursor=nonsense", "type=everything"]) {
    const answer = await call(app, `/api/v1/playground/credits/history?${query}`, { token: person.token });
    expect([answer.status, answer.body["error"]], query).toEqual([422, "invalid_input"]);
  }
  const cursor = encodeCursor(["2026-11-28T00:00:00.000Z", "\0"]);
  const purchases = await call(app, `/api/v1/playground/credits/purchases?cursor=${cursor}`, { token: person.token });
  expect([purchases.status, purchases.body["error"]]).toEqual([422, "invalid_input"]);
});

test("a reason of a refund that cannot be kept is refused before anything is asked for", async () => {
  const admin = await newAdmin();
  const path = `/api/v1/admin/purchases/${UNKNOWN_ID}/refunds`;
  for (const reason of ["a\0bc", "abc\ud800", "   "]) {
    const body = { part: "whole", reason, key: UNKNOWN_ID };
    const answer = await call(app, path, { token: admin.token, body });
    expect([answer.status, answer.body["error"]], JSON.stringify(reason)).toEqual([422, "invalid_input"]);
  }
});

test("no cache keeps what is somebody's own, nor a refusal for longer than its reason", async () => {
  const { token } = person;
  for (const [path, status] of [
    ["/api/v1/playground/credits", 200],
    ["/api/v1/tokens", 200],
    [`/api/v1/playground/runs/${UNKNOWN_ID}`, 404],
    ["/api/v1/playground/shared/AAAAAAAAAAAAAAAAAAAAAA", 404],
    ["/api/v1/playground/run", 405],
    ["/api/v1/nothing", 404],
    ["/api/cron/sweep", 401],
  ] as const) {
    const answer = await call(app, path, { token });
    expect([answer.status, answer.headers.get("cache-control")], path).toEqual([status, "no-store"]);
  }
});

test("emoji, right-to-left and combining text and CRLF go to the model and back byte for byte", async () => {
  const writer = await newPerson();
  const userInput = "😀 שלום\r\ne\u0301 👩🏽‍💻\u202e — «ß» [[standin echo_user ttft=1 rate=5000]]";
  const answer = await call(app, RUN, { token: writer.token, body: { baseline: true, userInput } });
  expect(answer.body["response"]).toBe(userInput);
  const session = await call(app, `/api/v1/playground/sessions/${answer.body["sessionId"]}`, { token: writer.token });
  expect(session.body["turns"]).toMatchObject([{ userInput }]);
});

test("a limit of 60 estimates a minute holds and says when to come back", async () => {
  const eager = await newPerson();
  const body = { baseline: true, userInput: "x" };
  const estimate = () => call(app, "/api/v1/playground/estimate", { token: eager.token, body });
  const begun = performance.now();
  let refused = await estimate();
  let taken = 0;
  for (; refused.status === 200 && taken < 200; taken += 1) refused = await estimate();
  // The minute slides: one more fits in with each second that has passed.
  expect(taken).toBeLessThanOrEqual(61 + (performance.now() - begun) / 1_000);
  expect(refused).toMatchObject({ status: 429, body: { error: "rate_limited", limit: 60, reason: "rate" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-limit")).toBe("60");
});

test("after all of this the ledger adds up", async () => {
  expect(await brokenInvariants()).toEqual([]);
});
