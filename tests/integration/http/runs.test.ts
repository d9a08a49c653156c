import { afterAll, beforeAll, expect, test } from "vitest";
import { call, eventsOf, newPerson, startApi } from "@/tests/support/api";
import { brokenInvariants } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ starterPackages: true });
});
afterAll(() => app.stop());

const RUN = "/api/v1/playground/run";
const STREAM = { accept: "text/event-stream" };

type Package = { id: string; name: string; tokens: number; subtype: string };

async function packageNamed(q: string): Promise<Package> {
  const { body } = await call(app, `/api/v1/packages?q=${encodeURIComponent(q)}`);
  const [first] = body["items"] as Package[];
  if (first === undefined) throw new Error(`no package ${q}`);
  return first;
}

test("credits, estimate and run answer as the contract says, for a new account's first calls", async () => {
  const { token } = await newPerson();
  const credits = await call(app, "/api/v1/playground/credits", { token });
  expect(credits.body).toEqual({
    balance: 5,
    held: 0,
    available: 5,
    debt: 0,
    plan: "free",
    breakdown: { monthly: 0, rollover: 0, trial: 5, purchased: 0 },
    monthly: { allocated: 0, used: 0, remaining: 0, resetAt: null, renewing: false },
    rollover: { amount: 0, expiresAt: null },
    purchased: 0,
  });
  const detailed = await call(app, "/api/v1/playground/credits?details=true", { token });
  expect(detailed.body).toEqual({
    ...credits.body,
    details: {
      readAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      held: { monthly: 0, rollover: 0, trial: 0, purchased: 0 },
      runs: 0,
      given: 0,
      rollovers: [],
      debts: [],
    },
  });
  const { id } = await packageNamed("commit-message");
  const body = { packageId: id, userInput: "I fixed the login redirect. [[standin tokens=40 ttft=1 rate=2000]]" };
  const estimate = await call(app, "/api/v1/playground/estimate", { token, body });
  expect(estimate.body).toMatchObject({
    estimatedCredits: 1,
    maxCredits: 1,
    model: "sonnet",
    canAfford: true,
    available: 5,
  });
  const run = await call(app, RUN, { token, body });
  expect(run.status).toBe(200);
  expect(run.body).toMatchObject({
    runId: expect.any(String),
    sessionId: expect.any(String),
    parentRunId: null,
    stopReason: "end_turn",
    model: "sonnet",
    creditsQuoted: 1,
    creditsSpent: 1,
    creditsRemaining: 4,
    firstTokenMs: expect.any(Number),
    durationMs: expect.any(Number),
  });
  expect(run.headers.get("ratelimit-remaining")).toBe("9");
  const history = await call(app, "/api/v1/playground/credits/history?limit=1", { token });
  expect(history.body["items"]).toMatchObject([
    { seq: 2, type: "spend", amount: -1, balanceAfter: 4, runId: run.body["runId"] },
  ]);
  const older = await call(app, `/api/v1/playground/credits/history?cursor=${history.body["nextCursor"]}`, { token });
  expect(older.body).toMatchObject({
    items: [{ seq: 1, type: "trial", amount: 5, balanceAfter: 5 }],
    nextCursor: null,
  });
});

test("an event stream begins with the run, brings the text in pieces and ends with the receipt", async () => {
  const { token } = await newPerson();
  const { id } = await packageNamed("plain-english");
  const answer = await call(app, RUN, {
    token,
    headers: STREAM,
    body: { packageId: id, userInput: "Simplify: utilise. [[standin tokens=80 rate=200 ttft=1]]" },
  });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const events = eventsOf(answer.text);
  expect(events[0]).toMatchObject({
    event: "run",
    data: { comparisonId: null, lane: 0, model: "sonnet", creditsQuoted: 1 },
  });
  const deltas = events.filter((event) => event.event === "delta");
  expect(deltas.length).toBeGreaterThan(2);
  const text = deltas.map((event) => event.data["text"]).join("");
  expect(deltas.at(-1)?.id).toBe(String(text.length));
  expect(events.at(-1)).toMatchObject({ event: "done", data: { response: text, creditsSpent: 1 } });
  const runId = events[0]?.data["runId"];
  const again = await call(app, `/api/v1/playground/runs/${runId}/events`, {
    token,
    headers: { "last-event-id": "10" },
  });
  expect(eventsOf(again.text).find((event) => event.event === "delta")?.data["text"]).toBe(text.slice(10));
  for (const [id, status] of [
    ["2147483647", 200],
    ["2147483648", 422],
    ["-1", 422],
    ["x", 422],
  ] as const) {
    const headers = { "last-event-id": id };
    const refused = await call(app, `/api/v1/playground/runs/${runId}/events`, { token, headers });
    expect(refused.status, id).toBe(status);
  }
  const state = await call(app, `/api/v1/playground/runs/${runId}`, { token });
  expect(state.body).toMatchObject({ status: "succeeded", response: text, error: null });
});

test("a failure before the text is a 503 in JSON and an error event in a stream, both free", async () => {
  const { token } = await newPerson();
  const body = { baseline: true, userInput: "x [[standin error=529]]" };
  const json = await call(app, RUN, { token, body });
  expect(json).toMatchObject({
    status: 503,
    body: {
      error: "model_unavailable",
      retryable: true,
      creditsCharged: 0,
      message: expect.stringContaining("not charged"),
    },
  });
  const stream = await call(app, RUN, { token, body, headers: STREAM });
  expect(stream.status).toBe(200);
  expect(eventsOf(stream.text).at(-1)).toMatchObject({
    event: "error",
    data: { error: "model_unavailable", lane: 0, creditsCharged: 0, runId: expect.any(String) },
  });
  expect((await call(app, "/api/v1/playground/credits", { token })).body).toMatchObject({ available: 5, held: 0 });
});

test("with the default limits a burst never gives more answers than credits, and leaves nothing held", async () => {
  const { token } = await newPerson();
  const body = { baseline: true, maxCredits: 1, userInput: "x [[standin tokens=5 rate=1000 ttft=1]]" };
  const answers = await Promise.all(Array.from({ length: 50 }, () => call(app, RUN, { token, body })));
  const answered = answers.filter((answer) => answer.status === 200).length;
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThanOrEqual(5);
  for (const answer of answers) expect([200, 402, 429]).toContain(answer.status);
  const credits = await call(app, "/api/v1/playground/credits", { token });
  expect(credits.body).toMatchObject({ held: 0, available: 5 - answered });
  expect(await brokenInvariants()).toEqual([]);
});

test("over ten runs a minute the headers tell of that limit, as the body does", async () => {
  const { token } = await newPerson();
  const body = { baseline: true, userInput: "x [[standin refusal ttft=1]]" };
  for (let left = 9; left >= 0; left -= 1) {
    const { status, headers } = await call(app, RUN, { token, body });
    expect([status, headers.get("ratelimit-remaining")]).toEqual([200, String(left)]);
  }
  const refused = await call(app, RUN, { token, body });
  expect(refused).toMatchObject({ status: 429, body: { error: "rate_limited", reason: "rate", limit: 10 } });
  const told = ["limit", "remaining", "reset"].map((name) => refused.headers.get(`ratelimit-${name}`));
  expect(told).toEqual(["10", "0", String(refused.body["retryAfterSeconds"])]);
  expect(refused.headers.get("retry-after")).toBe(told[2]);
});

test("the user's text reaches the model as a message and the package's as the system prompt", async () => {
  const { token } = await newPerson();
  const { id } = await packageNamed("plain-english");
  const body = { packageId: id, userInput: "CANARY-7 [[standin echo_system ttft=1 rate=5000]]" };
  const { body: receipt } = await call(app, RUN, { token, body });
  expect(receipt["response"]).not.toContain("CANARY-7");
  expect(String(receipt["response"]).length).toBeGreaterThan(100);
});

test("a heavy package is written to the provider's cache once and read from it afterwards", async () => {
  const { token } = await newPerson();
  const { id, tokens } = await packageNamed("postgres-query-tuning");
  expect(tokens).toBeGreaterThan(1_024);
  const body = { packageId: id, userInput: "Why is this slow? [[standin tokens=5 ttft=1]]", maxCredits: 2 };
  const first = await call(app, RUN, { token, body });
  const second = await call(app, RUN, { token, body });
  const usage = [first, second].map((answer) => answer.body["usage"] as Record<string, number>);
  expect(usage[0]?.["cacheWriteTokens"]).toBeGreaterThan(1_024);
  expect(usage[1]?.["cacheReadTokens"]).toBe(usage[0]?.["cacheWriteTokens"]);
});

test("a hook can be read and not run", async () => {
  const { token } = await newPerson();
  const { body } = await call(app, "/api/v1/packages?subtype=hook");
  const [hook] = body["items"] as Package[];
  const answer = await call(app, RUN, { token, body: { packageId: hook?.id, userInput: "x" } });
  expect([answer.status, answer.body["error"]]).toEqual([422, "invalid_input"]);
});
