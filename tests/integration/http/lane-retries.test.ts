import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { makeSource } from "@/tests/integration/packages/make-people";
import { type Answer, call, codeOf, eventsOf, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";
import { newSharer, PLAYGROUND } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const QUICK = "[[standin tokens=20 rate=100000 ttft=0]]";
const PROMPT = "Answer in one short sentence.";
const STREAM = { headers: { accept: "text/event-stream" } };
type Lane = { runId: string; lane: number; parentRunId: string | null; status: string; response: string };
type Compared = { comparisonId: string; sessionId: string; lanes: Lane[] };

const ask = (person: Person | null, path: string, more: Parameters<typeof call>[2] = {}): Promise<Answer> =>
  call(app, `${PLAYGROUND}${path}`, { ...(person && { token: person.token }), ...more });
const retry = (person: Person, comparisonId: string, lane: number | string, more: Parameters<typeof call>[2] = {}) =>
  ask(person, `/comparisons/${comparisonId}/lanes/${lane}/retry`, { method: "POST", ...more });
const look = async (person: Person, id: string) => (await ask(person, `/comparisons/${id}`)).body as Compared;

async function compare(person: Person, body: object = {}): Promise<Compared> {
  const lanes = [{ baseline: true, model: "haiku" }, { customPrompt: PROMPT }];
  const answer = await ask(person, "/comparisons", { body: { lanes, userInput: `Hello ${QUICK}`, ...body } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Compared;
}

/** A comparison whose second lane was stopped in the middle of its text. */
async function withStoppedLane(person: Person, more: object = {}): Promise<Compared> {
  const userInput = "Long [[standin tokens=60 rate=25 ttft=5]]";
  const made = compare(person, { userInput, maxCredits: 2, effort: "high", ...more });
  const going = () =>
    rows<{ id: string }>(
      `SELECT r.id FROM playground_runs r JOIN playground_run_chunks c ON c.run_id = r.id
      WHERE r.user_id = $1 AND r.lane = 1 AND r.status = 'running'`,
      [person.id],
    );
  await expect.poll(async () => (await going()).length).toBeGreaterThan(0);
  await ask(person, `/runs/${(await going())[0]?.id}/stop`, { method: "POST" });
  return made;
}

test("a stopped lane is run again as it was, in its place, with its own hold and charge", async () => {
  const person = await newSharer();
  const { comparisonId, sessionId, lanes } = await withStoppedLane(person);
  const [first, stopped] = lanes;
  const events = eventsOf((await retry(person, comparisonId, 1, STREAM)).text);
  expect(events[0]).toMatchObject({ event: "run", data: { comparisonId, sessionId, lane: 1, creditsQuoted: 2 } });
  expect(events.at(-1)).toMatchObject({ event: "done", data: { lane: 1, stopReason: "end_turn" } });
  const runId = String(events[0]?.data["runId"]);
  const after = await look(person, comparisonId);
  expect(after.lanes.map((lane) => lane.runId)).toEqual([first?.runId, runId]);
  const made = await rows(
    `SELECT package_id, custom_prompt, model, effort, user_input, parent_run_id, credits_quoted, prompt_hash, files
    FROM playground_runs WHERE id = ANY ($1)`,
    [[stopped?.runId, runId]],
  );
  expect(made).toHaveLength(2);
  expect(made[0]).toEqual(made[1]);
  const spent = await rows("SELECT 1 FROM playground_credit_transactions WHERE user_id = $1 AND type = 'spend'", [
    person.id,
  ]);
  expect(spent).toHaveLength(3);
  expect(await brokenInvariants()).toEqual([]);
});

test("of two who try a lane again at once one begins", async () => {
  const person = await newSharer();
  const { comparisonId } = await withStoppedLane(person);
  const answers = await Promise.all([retry(person, comparisonId, 1), retry(person, comparisonId, 1)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await rows("SELECT 1 FROM playground_runs WHERE user_id = $1", [person.id])).toHaveLength(3);
});

test("one key is one try, and tries count as runs of the minute", async () => {
  const person = await newSharer();
  const { comparisonId } = await withStoppedLane(person);
  const headers = { "idempotency-key": "again" };
  const one = await retry(person, comparisonId, 1, { headers });
  const two = await retry(person, comparisonId, 1, { headers });
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(two.body["runId"]).toBe(one.body["runId"]);
  expect(codeOf(await retry(person, comparisonId, 0, { headers }))).toEqual([409, "idempotency_mismatch"]);
  expect(one.headers.get("ratelimit-remaining")).toBe("28");
});

test("only a lane that failed, was stopped or declined is run again", async () => {
  const person = await newSharer();
  const other = await newSharer();
  const { comparisonId, sessionId } = await compare(person);
  expect(codeOf(await retry(person, comparisonId, 0))).toEqual([409, "conflict"]);
  for (const lane of [2, 4, "x"]) expect(codeOf(await retry(person, comparisonId, lane))).toEqual([404, "not_found"]);
  expect(codeOf(await retry(person, UNKNOWN_ID, 0))).toEqual([404, "not_found"]);
  expect(codeOf(await retry(other, comparisonId, 0))).toEqual([404, "not_found"]);
  const refused = await compare(person, { userInput: "x [[standin refusal]]" });
  expect((await retry(person, refused.comparisonId, 0)).status).toBe(200);
  await ask(person, `/sessions/${sessionId}`, { method: "DELETE" });
  expect(codeOf(await retry(person, comparisonId, 0))).toEqual([404, "not_found"]);
});

test("a lane that is still answered is not run again beside itself", async () => {
  const person = await newSharer();
  const slow = compare(person, { userInput: "x [[standin tokens=40 rate=15 ttft=5]]" });
  const find = () =>
    rows<{ id: string }>("SELECT comparison_id AS id FROM playground_runs WHERE user_id = $1", [person.id]);
  await expect.poll(async () => (await find()).length).toBe(2);
  expect(codeOf(await retry(person, (await find())[0]?.id ?? "", 0))).toEqual([409, "conflict"]);
  await slow;
});

test("the newest try stands for its lane in thread, share, export and what follows", async () => {
  const person = await newSharer();
  const { comparisonId, sessionId, lanes } = await withStoppedLane(person);
  const again = (await retry(person, comparisonId, 1)).body as unknown as Lane;
  const next = await compare(person, { sessionId, lanes: [{}, {}] });
  expect(next.lanes.map(({ parentRunId }) => parentRunId)).toEqual([lanes[0]?.runId, again.runId]);
  const session = (await ask(person, `/sessions/${sessionId}`)).body as { turns: { runs: Lane[] }[] };
  expect(session.turns.map(({ runs }) => runs.map(({ runId }) => runId))).toEqual([
    [lanes[0]?.runId, again.runId],
    next.lanes.map(({ runId }) => runId),
  ]);
  const through = await ask(person, `/sessions/${sessionId}?run=${lanes[1]?.runId}`);
  const [shown] = through.body["turns"] as { runs: Lane[] }[];
  expect(shown?.runs.map(({ runId }) => runId)).toEqual([lanes[0]?.runId, again.runId]);
  const file = JSON.parse((await ask(person, `/sessions/${sessionId}/export?format=json`)).text);
  expect(file.turns.map(({ runs }: { runs: object[] }) => runs.length)).toEqual([2, 2]);
  const { token } = (await ask(person, `/sessions/${sessionId}/share`, { body: {} })).body as { token: string };
  const shared = (await ask(null, `/shared/${token}`)).body as { turns: { runs: Lane[] }[] };
  expect(shared.turns.map(({ runs }) => runs.map(({ response }) => response))).toEqual([
    [lanes[0]?.response, again.response],
    next.lanes.map(({ response }) => response),
  ]);
  const both = { runIds: [lanes[1]?.runId, again.runId] };
  const chosen = await ask(person, `/sessions/${sessionId}/share/preview`, { body: both });
  expect(chosen.body["runIds"]).toEqual([again.runId]);
});

test("a lane that is run again after later turns stays in its turn", async () => {
  const person = await newSharer();
  const { comparisonId, sessionId, lanes } = await withStoppedLane(person);
  const next = await compare(person, { sessionId, lanes: [{}, {}] });
  const again = (await retry(person, comparisonId, 1)).body as unknown as Lane;
  const session = (await ask(person, `/sessions/${sessionId}`)).body as { turns: { runs: Lane[] }[] };
  expect(session.turns.map(({ runs }) => runs.map(({ runId }) => runId))).toEqual([
    [lanes[0]?.runId, again.runId],
    next.lanes.map(({ runId }) => runId),
  ]);
  const third = await compare(person, { sessionId, lanes: [{}, {}] });
  expect(third.lanes.map(({ parentRunId }) => parentRunId)).toEqual(next.lanes.map(({ runId }) => runId));
});

test("a lane that names no prompt and model goes on with those of the run it follows", async () => {
  const person = await newSharer();
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  const publisher = { id: person.id, handle: user?.handle ?? "", isBuiltIn: false };
  const files = [{ path: "rule.md", content: "Be brief, as ever.\n" }];
  const published = await publishPackage({ publisher, source: makeSource({ name: "brief", files }) });
  const lanes = [
    { packageId: published.package.id, model: "haiku" },
    { customPrompt: "Answer as the harbour master would.", model: "sonnet" },
    { baseline: true, model: "haiku" },
  ];
  const { sessionId, lanes: first } = await compare(person, { lanes });
  const echo = "[[standin echo_system ttft=0]]";
  const next = await compare(person, { sessionId, lanes: [{}, {}, {}], userInput: echo });
  expect(next.lanes.map(({ response }) => response.slice(0, 22))).toEqual([
    expect.stringContaining("Be brief"),
    expect.stringContaining("Answer as the harbour"),
    expect.not.stringContaining("Answer"),
  ]);
  expect(next.lanes).toMatchObject([{ model: "haiku" }, { model: "sonnet" }, { model: "haiku" }]);
  // Lanes that changed places take their own along.
  const turned = [{ parentRunId: first[1]?.runId }, { parentRunId: first[0]?.runId }];
  const crossed = await compare(person, { sessionId, lanes: turned, userInput: echo });
  expect(crossed.lanes).toMatchObject([{ model: "sonnet" }, { model: "haiku" }]);
  expect(crossed.lanes[0]?.response).toContain("harbour");
  const fresh = { sessionId, lanes: [{ baseline: true }, { parentRunId: null }], userInput: echo };
  const refused = await ask(person, "/comparisons", { body: fresh });
  expect([refused.status, refused.body["issues"]]).toMatchObject([422, [{ path: "lanes.1.packageId" }]]);
});

test("what a prompt weighs is counted anew after a lane above it was run again with a longer answer", async () => {
  const person = await newSharer();
  const long = "Long [[standin tokens=3000 rate=750 ttft=5]]";
  const { comparisonId, sessionId } = await withStoppedLane(person, { userInput: long, maxCredits: 5 });
  const next = { sessionId, lanes: [{}, {}] };
  await compare(person, next);
  const estimate = { body: { ...next, userInput: `More ${QUICK}` } };
  const weight = async () => (await ask(person, "/estimate", estimate)).body["inputTokens"] as number;
  const before = await weight();
  expect((await retry(person, comparisonId, 1)).status).toBe(200);
  expect(await weight()).toBeGreaterThan(before + 2_000);
  await compare(person, { ...next, userInput: `Another ${QUICK}` });
  await compare(person, { ...next, userInput: `The last ${QUICK}` });
  const made = await rows<{ weighed: number; real: number }>(
    `SELECT prompt_tokens AS weighed, input_tokens + cache_read_tokens + cache_write_tokens AS real
    FROM playground_runs WHERE session_id = $1`,
    [sessionId],
  );
  expect(made).toHaveLength(9);
  for (const { weighed, real } of made) expect(weighed).toBeGreaterThanOrEqual(real);
});

/** Lanes of a comparison that are run again in this process, at an instant of one's own. */
async function retryAt(person: Person, now: Date, { comparisonId }: Compared, lane: number) {
  const { retryLane } = await import("@/lib/runs/retry-lane.server");
  const user = { id: person.id, plan: "plus" } as const;
  const again = await retryLane({ user, comparisonId, lane, body: {}, idempotencyKey: null, now });
  await again.settled;
  return again;
}

test("tries at the same instant are a start each", async () => {
  const person = await newSharer();
  const refused = await compare(person, { userInput: "x [[standin refusal]]" });
  const now = new Date();
  await Promise.all([0, 1].map((lane) => retryAt(person, now, refused, lane)));
  expect((await retryAt(person, new Date(), refused, 0)).limit).toEqual({ perMinute: 30, left: 26 });
});

test("the newest try stands for its lane also where it was begun by a clock that is behind", async () => {
  const person = await newSharer();
  const refused = await compare(person, { userInput: "x [[standin refusal]]" });
  const { runId } = await retryAt(person, new Date(Date.now() - 5_000), refused, 1);
  expect((await look(person, refused.comparisonId)).lanes[1]?.runId).toBe(runId);
});

test("what goes on from an older try is sent the newest, as the thread shows it", async () => {
  const person = await newSharer();
  const long = "Long [[standin tokens=3000 rate=750 ttft=5]]";
  const { comparisonId, sessionId, lanes } = await withStoppedLane(person, { userInput: long, maxCredits: 5 });
  const parentRunId = lanes[1]?.runId;
  const next = await compare(person, { sessionId, lanes: [{}, {}], userInput: "x [[standin refusal]]" });
  expect(next.lanes[1]?.parentRunId).toBe(parentRunId);
  const { runId } = (await retry(person, comparisonId, 1)).body as unknown as Lane;
  const second = await retry(person, next.comparisonId, 1);
  const named = await ask(person, "/run", { body: { sessionId, parentRunId, userInput: `More ${QUICK}`, seam: true } });
  for (const { status, body, text } of [second, named]) {
    expect(status, text).toBe(200);
    expect(body["parentRunId"]).toBe(runId);
  }
  expect((named.body["usage"] as { inputTokens: number }).inputTokens).toBeGreaterThan(3_000);
});

test("a lane whose package one may no longer read is not run again, and holds nothing", async () => {
  const owner = await newSharer();
  const person = await newSharer();
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [owner.id]);
  const publisher = { id: owner.id, handle: user?.handle ?? "", isBuiltIn: false };
  const files = [{ path: "rule.md", content: "Be brief, as ever.\n" }];
  const { package: made } = await publishPackage({ publisher, source: makeSource({ name: "withdrawn", files }) });
  const lanes = [{ baseline: true }, { packageId: made.id }];
  const { comparisonId, sessionId } = await compare(person, { lanes, userInput: "x [[standin refusal]]" });
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [made.id]);
  expect(codeOf(await retry(person, comparisonId, 1))).toEqual([404, "not_found"]);
  const next = { sessionId, lanes: [{}, {}], userInput: `More ${QUICK}` };
  expect(codeOf(await ask(person, "/comparisons", { body: next }))).toEqual([404, "not_found"]);
  expect((await retry(person, comparisonId, 0)).status).toBe(200);
  expect(await rows("SELECT 1 FROM playground_runs WHERE user_id = $1", [person.id])).toHaveLength(3);
  expect((await ask(person, "/credits")).body).toMatchObject({ held: 0 });
});
