import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { makeSource } from "@/tests/integration/packages/make-people";
import { type Answer, call, codeOf, eventsOf, newPerson, type Person, startApi } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";
import { newSharer, PLAYGROUND } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const QUICK = "[[standin tokens=20 rate=100000 ttft=0]]";
const TWO = [{ baseline: true }, { customPrompt: "Answer in one short sentence." }];
type Lane = {
  runId: string;
  lane: number;
  error?: string;
  creditsSpent: number;
  creditsCharged: number;
  response: string;
};

const ask = (person: Person | null, path: string, more: Parameters<typeof call>[2] = {}): Promise<Answer> =>
  call(app, `${PLAYGROUND}${path}`, { ...(person && { token: person.token }), ...more });
const compare = (person: Person, body: object, headers = {}): Promise<Answer> =>
  ask(person, "/comparisons", { body: { lanes: TWO, userInput: `Hello ${QUICK}`, ...body }, headers });
const lanesOf = ({ body }: Answer) => body["lanes"] as Lane[];
const creditsOf = async (person: Person) => (await ask(person, "/credits")).body as { balance: number; held: number };

/** A command that brings its own directive, so that its lane alone meets it. */
async function command(person: Person, directive: string): Promise<string> {
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  const publisher = { id: person.id, handle: user?.handle ?? "", isBuiltIn: false };
  const files = [{ path: "command.md", content: `${directive} Do this: $ARGUMENTS\n` }];
  const name = `lane-${crypto.randomUUID().slice(0, 8)}`;
  const made = await publishPackage({ publisher, source: makeSource({ name, subtype: "slash-command", files }) });
  return made.package.id;
}

test("lanes answer one input side by side, each with its own prompt, model and receipt", async () => {
  const person = await newSharer();
  const lanes = [
    { baseline: true, model: "haiku" },
    { customPrompt: "Answer in one short sentence.", model: "sonnet" },
  ];
  const answer = await compare(person, { lanes });
  expect(answer.status, answer.text).toBe(200);
  expect(lanesOf(answer)).toMatchObject([
    { lane: 0, model: "haiku", creditsSpent: 1 },
    { lane: 1, model: "sonnet", creditsSpent: 1 },
  ]);
  const { comparisonId, sessionId } = answer.body as { comparisonId: string; sessionId: string };
  expect(await creditsOf(person)).toMatchObject({ balance: 503, held: 0 });
  const again = await ask(person, `/comparisons/${comparisonId}`);
  expect(again.body).toMatchObject({
    comparisonId,
    sessionId,
    lanes: [{ status: "succeeded" }, { status: "succeeded" }],
  });
  const session = await ask(person, `/sessions/${sessionId}`);
  const turns = session.body["turns"] as { userInput: string; runs: Lane[] }[];
  expect(turns.map(({ runs }) => runs.map(({ lane }) => lane))).toEqual([[0, 1]]);
});

test("one stream has all lanes, ends after the last, and goes on from any place in it", async () => {
  const person = await newSharer();
  const headers = { accept: "text/event-stream" };
  const answer = await compare(person, { userInput: "Hello [[standin tokens=60 rate=600 ttft=5]]" }, headers);
  const events = eventsOf(answer.text);
  expect(events.slice(0, 2).map(({ event }) => event)).toContain("run");
  const ends = events.filter(({ event }) => event === "done");
  expect(ends.map(({ data }) => data["lane"]).sort()).toEqual([0, 1]);
  const textOf = (list: typeof events, lane: number) =>
    list
      .filter(({ event, data }) => event === "delta" && data["lane"] === lane)
      .map(({ data }) => data["text"])
      .join("");
  for (const end of ends) expect(textOf(events, Number(end.data["lane"]))).toBe(end.data["response"]);

  const [row] = await rows<{ id: string }>("SELECT comparison_id AS id FROM playground_runs WHERE user_id = $1", [
    person.id,
  ]);
  const comparisonId = row?.id;
  const begins = events.filter(({ event }) => event === "run");
  expect(begins.map(({ data }) => data["comparisonId"])).toEqual([comparisonId, comparisonId]);
  // A lane that is followed alone says the same.
  const second = begins.find(({ data }) => data["lane"] === 1);
  const alone = eventsOf((await ask(person, `/runs/${second?.data["runId"]}/events`)).text);
  expect(alone[0]).toMatchObject({ event: "run", data: { lane: 1, comparisonId } });
  expect(alone.every(({ data }) => data["lane"] === 1)).toBe(true);
  const deltas = events.filter(({ event }) => event === "delta");
  const middle = deltas[Math.floor(deltas.length / 2)];
  expect(middle?.id).toMatch(/^\d+,\d+$/);
  const rest = await ask(person, `/comparisons/${row?.id}/events`, { headers: { "last-event-id": middle?.id ?? "" } });
  const before = events.slice(0, events.indexOf(middle as (typeof events)[number]) + 1);
  for (const end of ends) {
    const lane = Number(end.data["lane"]);
    expect(textOf(before, lane) + textOf(eventsOf(rest.text), lane)).toBe(end.data["response"]);
  }
  const from = (id: string) => ask(person, `/comparisons/${row?.id}/events`, { headers: { "last-event-id": id } });
  for (const id of ["1", "1,2,3", "a,b", "-1,0"]) expect((await from(id)).status, id).toBe(422);
  expect((await from("")).status).toBe(200);
});

test("four lanes are held all or none", async () => {
  const person = await newPerson();
  const lanes = Array.from({ length: 4 }, () => ({ baseline: true }));
  const refused = await compare(person, { lanes, maxCredits: 2 });
  expect([codeOf(refused), refused.body["required"]]).toEqual([[402, "insufficient_credits"], 8]);
  expect(await creditsOf(person)).toMatchObject({ balance: 5, held: 0 });
  expect(await rows("SELECT 1 FROM playground_runs WHERE user_id = $1", [person.id])).toHaveLength(0);
  const fits = await compare(person, { lanes });
  expect(lanesOf(fits).map(({ creditsSpent }) => creditsSpent)).toEqual([1, 1, 1, 1]);
});

test("two of four lanes fail: only the two good ones are charged", async () => {
  const person = await newSharer();
  const broken = await command(person, "[[standin error=400]]");
  const cut = await command(person, "[[standin error_after=3]]");
  const lanes = [{ packageId: broken }, { baseline: true }, { packageId: cut }, { customPrompt: "Be brief, please." }];
  const answer = await compare(person, { lanes });
  expect(answer.status, answer.text).toBe(200);
  const [first, second, third, fourth] = lanesOf(answer);
  expect([first?.error, third?.error].every((code) => typeof code === "string")).toBe(true);
  expect([first?.creditsCharged, third?.creditsCharged]).toEqual([0, 0]);
  expect([first?.lane, third?.lane]).toEqual([0, 2]);
  const requestId = answer.headers.get("x-request-id");
  expect([first, third]).toMatchObject([{ requestId }, { requestId }]);
  expect([second?.creditsSpent, fourth?.creditsSpent]).toEqual([1, 1]);
  expect(await creditsOf(person)).toMatchObject({ balance: 503, held: 0 });
  expect(await brokenInvariants()).toEqual([]);
});

test("a follow-up goes to every lane, each with its own history", async () => {
  const person = await newSharer();
  const first = await compare(person, {});
  const { sessionId } = first.body as { sessionId: string };
  const second = await compare(person, { sessionId, userInput: `And then? ${QUICK}` });
  expect(second.status, second.text).toBe(200);
  expect(second.body["sessionId"]).toBe(sessionId);
  const parents = lanesOf(second) as unknown as { parentRunId: string }[];
  expect(parents.map(({ parentRunId }) => parentRunId)).toEqual(lanesOf(first).map(({ runId }) => runId));
  const log = await fetch(`${app.claudeUrl}/_local/requests?after=0`);
  expect(((await log.json()) as { messages: number }[]).slice(-2).map(({ messages }) => messages)).toEqual([3, 3]);
  // A lane that is new begins with this question.
  const third = await compare(person, { sessionId, lanes: [...TWO, { baseline: true }], userInput: `More ${QUICK}` });
  expect((lanesOf(third)[2] as unknown as { parentRunId: null }).parentRunId).toBeNull();
  const session = await ask(person, `/sessions/${sessionId}`);
  expect((session.body["turns"] as object[]).length).toBeGreaterThanOrEqual(2);
});

test("Stop ends all lanes, and each is charged for what it wrote", async () => {
  const person = await newSharer();
  const headers = { accept: "text/event-stream" };
  const stream = compare(person, { userInput: "Long [[standin tokens=2000 rate=50 ttft=5]]", maxCredits: 3 }, headers);
  const idOf = async () =>
    (await rows<{ id: string }>("SELECT comparison_id AS id FROM playground_runs WHERE user_id = $1", [person.id]))[0]
      ?.id;
  await expect.poll(idOf).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const stopped = await ask(person, `/comparisons/${await idOf()}/stop`, { method: "POST" });
  expect(stopped.status).toBe(200);
  const ends = eventsOf((await stream).text).filter(({ event }) => event === "done");
  expect(ends.map(({ data }) => data["stopReason"])).toEqual(["stopped", "stopped"]);
  expect(await creditsOf(person)).toMatchObject({ held: 0 });
});

test("one key is one comparison, whatever is sent with it", async () => {
  const person = await newSharer();
  const headers = { "idempotency-key": "once" };
  const [one, two] = await Promise.all([compare(person, {}, headers), compare(person, {}, headers)]);
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(one.body["comparisonId"]).toBe(two.body["comparisonId"]);
  expect(lanesOf(one).map(({ runId }) => runId)).toEqual(lanesOf(two).map(({ runId }) => runId));
  expect(codeOf(await compare(person, { userInput: "Other" }, headers))).toEqual([409, "idempotency_mismatch"]);
  const run = await ask(person, "/run", { body: { baseline: true, userInput: `Hello ${QUICK}` }, headers });
  expect(codeOf(run)).toEqual([409, "idempotency_mismatch"]);
  expect(await creditsOf(person)).toMatchObject({ balance: 503 });
});

test("a follow-up that is sent again with its key joins itself, also while it is answered", async () => {
  const person = await newSharer();
  const { sessionId } = (await compare(person, {})).body;
  const headers = { "idempotency-key": "followed" };
  const body = { sessionId, lanes: [{}, {}], userInput: "x [[standin tokens=40 rate=15 ttft=5]]" };
  const one = compare(person, body, headers);
  const going = () =>
    rows("SELECT 1 FROM playground_runs WHERE user_id = $1 AND status = 'running'", [person.id]).then(
      (all) => all.length,
    );
  await expect.poll(going).toBe(2);
  const two = await compare(person, body, headers);
  expect(two.status, two.text).toBe(200);
  expect(two.body["comparisonId"]).toBe((await one).body["comparisonId"]);
});

test("an estimate of a comparison is the sum of its lanes, and what it says is held", async () => {
  const person = await newSharer();
  const lanes = [
    { baseline: true, model: "opus" },
    { baseline: true, model: "haiku" },
  ];
  const body = { lanes, userInput: `Hello ${QUICK}` };
  const estimate = (await ask(person, "/estimate", { body })).body as {
    maxCredits: number;
    lanes: { maxCredits: number }[];
  };
  expect(estimate.lanes.map(({ maxCredits }) => maxCredits)).toEqual([3, 1]);
  expect(estimate.maxCredits).toBe(4);
  const ran = await compare(person, { lanes });
  expect(lanesOf(ran)).toMatchObject([{ creditsQuoted: 3 }, { creditsQuoted: 1 }]);
});

test("what is no comparison is refused with its place, and holds nothing", async () => {
  const person = await newPerson();
  const issue = async (body: object) => {
    const answer = await compare(person, body);
    return [answer.status, (answer.body["issues"] as { path: string }[] | undefined)?.[0]?.path];
  };
  expect(await issue({ lanes: [{ baseline: true }] })).toEqual([422, "lanes"]);
  expect(await issue({ lanes: Array.from({ length: 5 }, () => ({ baseline: true })) })).toEqual([422, "lanes"]);
  expect(await issue({ lanes: [{ baseline: true }, {}] })).toEqual([422, "lanes.1.packageId"]);
  expect(await issue({ lanes: [{ baseline: true, customPrompt: "x".repeat(20) }, { baseline: true }] })).toEqual([
    422,
    "lanes.0.packageId",
  ]);
  expect(await issue({ lanes: [{ baseline: true }, { customPrompt: "short" }] })).toEqual([
    422,
    "lanes.1.customPrompt",
  ]);
  const unknown = await compare(person, { lanes: [{ baseline: true }, { packageId: crypto.randomUUID() }] });
  expect(codeOf(unknown)).toEqual([404, "not_found"]);
  expect(await creditsOf(person)).toMatchObject({ balance: 5, held: 0 });
});

test("somebody else's comparison and session are not found, whatever is asked of them", async () => {
  const owner = await newSharer();
  const other = await newSharer();
  const { comparisonId, sessionId } = (await compare(owner, {})).body as { comparisonId: string; sessionId: string };
  for (const id of [comparisonId, crypto.randomUUID()]) {
    expect(codeOf(await ask(other, `/comparisons/${id}`))).toEqual([404, "not_found"]);
    expect(codeOf(await ask(other, `/comparisons/${id}/events`))).toEqual([404, "not_found"]);
    expect(codeOf(await ask(other, `/comparisons/${id}/stop`, { method: "POST" }))).toEqual([404, "not_found"]);
  }
  expect(codeOf(await compare(other, { sessionId }))).toEqual([404, "not_found"]);
});

test("a comparison is one start and one in flight", async () => {
  const person = await newPerson();
  const slow = { userInput: "x [[standin tokens=20 rate=20 ttft=300]]" };
  const [first, second] = [compare(person, slow), ask(person, "/run", { body: { baseline: true, ...slow } })];
  const answers = await Promise.all([first, second]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test("a shared comparison shows all its lanes in one turn", async () => {
  const person = await newSharer();
  const { sessionId } = (await compare(person, {})).body as { sessionId: string };
  const { token } = (await ask(person, `/sessions/${sessionId}/share`, { body: {} })).body as { token: string };
  const shared = await ask(null, `/shared/${token}`);
  const turns = shared.body["turns"] as { runs: { lane: number; prompt: { kind: string } }[] }[];
  expect(turns.map(({ runs }) => runs.map(({ lane, prompt }) => [lane, prompt.kind]))).toEqual([
    [
      [0, "none"],
      [1, "custom"],
    ],
  ]);
});

test("a run without a package counts for none: a comparison of a package and no prompt is one run of the package", async () => {
  const person = await newSharer();
  const packageId = await command(person, QUICK);
  const answer = await compare(person, {
    lanes: [
      { packageId, model: "haiku" },
      { baseline: true, model: "haiku" },
    ],
  });
  const usage = await rows(
    `SELECT v.package_id AS "packageId", u.runs, u.succeeded FROM playground_usage u
    LEFT JOIN package_versions v ON v.id = u.package_version_id WHERE u.user_id = $1 ORDER BY v.package_id NULLS LAST`,
    [person.id],
  );
  expect(usage).toEqual([
    { packageId, runs: 1, succeeded: 1 },
    { packageId: null, runs: 1, succeeded: 1 },
  ]);
  for (const { runId } of lanesOf(answer)) {
    await ask(person, `/runs/${runId}/feedback`, { body: { effective: true } });
  }
  const said = await rows<{ run_id: string }>("SELECT run_id FROM feedback WHERE package_id = $1", [packageId]);
  expect(said.map((row) => row.run_id)).toEqual([lanesOf(answer)[0]?.runId]);
  // Two such comparisons stay two rows: the row without a package is one and the same.
  await compare(person, {
    lanes: [
      { packageId, model: "haiku" },
      { baseline: true, model: "haiku" },
    ],
  });
  const counts = await rows<{ runs: number }>("SELECT runs FROM playground_usage WHERE user_id = $1", [person.id]);
  expect(counts.map(({ runs }) => runs)).toEqual([2, 2]);
});
