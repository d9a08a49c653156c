import { afterAll, beforeAll, expect, test } from "vitest";
import { findForkStart } from "@/lib/sessions/fork-start.server";
import { type Answer, call, type Person, startApi } from "@/tests/support/api";
import { newSharer, PLAYGROUND } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const QUICK = "[[standin tokens=20 rate=100000 ttft=0]]";
const ECHO = "[[standin echo_system ttft=0]]";
type Lane = { runId: string; response: string; model: string; parentRunId: string | null };

const ask = (person: Person | null, path: string, more: Parameters<typeof call>[2] = {}): Promise<Answer> =>
  call(app, `${PLAYGROUND}${path}`, { ...(person && { token: person.token }), ...more });

async function compare(person: Person, body: object) {
  const answer = await ask(person, "/comparisons", { body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { comparisonId: string; sessionId: string; lanes: Lane[] };
}

/** A link to a session of the author's, and somebody else's fork of it. */
async function forkOf(author: Person, sessionId: string, share: object) {
  const { token } = (await ask(author, `/sessions/${sessionId}/share`, { body: share })).body as { token: string };
  const reader = await newSharer();
  const fork = (await ask(reader, `/shared/${token}/fork`, { body: {} })).body as { sessionId: string };
  return { reader, sessionId: fork.sessionId };
}

const LANES = [
  { customPrompt: "Speak as the harbour master would.", model: "haiku" },
  { customPrompt: "Speak as the lighthouse keeper would.", model: "sonnet" },
];

test("each lane of a forked comparison goes on with its own prompt, model and answers", async () => {
  const author = await newSharer();
  const { sessionId } = await compare(author, { lanes: LANES, userInput: `Hello ${ECHO}` });
  const fork = await forkOf(author, sessionId, { includePrompt: true });
  const start = await findForkStart(fork.reader.id, fork.sessionId, new Date());
  const custom = { packageId: null, packageVersion: null, prompt: "custom" };
  expect(start?.lanes).toEqual([
    { ...custom, model: "haiku" },
    { ...custom, model: "sonnet" },
  ]);
  const next = { sessionId: fork.sessionId, lanes: [{}, {}, {}], userInput: ECHO };
  const { lanes } = await compare(fork.reader, next);
  expect(lanes.map(({ response }) => response.includes("harbour"))).toEqual([true, false, true]);
  expect(lanes.map(({ model }) => model)).toEqual(["haiku", "sonnet", "haiku"]);
  const counted = await ask(fork.reader, `/comparisons/${(await compare(fork.reader, next)).comparisonId}`);
  const later = (counted.body["lanes"] as Lane[]).map(({ parentRunId }) => parentRunId);
  expect(later).toEqual(lanes.map(({ runId }) => runId));
});

test("a fork's lanes have the history of the shared lane they follow, also when they change places", async () => {
  const author = await newSharer();
  const long = "Hello [[standin tokens=20 rate=100000 ttft=0]]";
  const { sessionId, lanes: shared } = await compare(author, { lanes: LANES, userInput: long });
  const fork = await forkOf(author, sessionId, { includePrompt: true });
  const { loadRunContext } = await import("@/lib/runs/load-context.server");
  const question = {
    userId: fork.reader.id,
    sessionId: fork.sessionId,
    packageId: null,
    packageVersion: null,
    namesPrompt: false,
    files: undefined,
    suggestedInputId: null,
    customPromptHash: null,
    model: null,
    countedAs: "",
    inputHash: "",
    idempotencyKey: null,
    now: new Date(),
  };
  const historyOf = async (lane: number | null, parentRunId: string | null | undefined) =>
    (await loadRunContext({ ...question, lane, parentRunId })).history.map(({ response, model }) => [response, model]);
  const [first, second] = shared.map(({ response, model }) => [response, model]);
  expect(await historyOf(0, null)).toEqual([first]);
  expect(await historyOf(1, null)).toEqual([second]);
  expect(await historyOf(3, null)).toEqual([first]);
  expect(await historyOf(null, undefined)).toEqual([first]);
  const { lanes } = await compare(fork.reader, { sessionId: fork.sessionId, lanes: [{}, {}], userInput: QUICK });
  expect((await historyOf(0, lanes[1]?.runId))[0]).toEqual(second);
  expect((await historyOf(null, lanes[1]?.runId))[0]).toEqual(second);
});

test("a lane whose prompt was not shared goes on without one, and the page is told so", async () => {
  const author = await newSharer();
  const { sessionId } = await compare(author, { lanes: [{ baseline: true }, LANES[1]], userInput: `Hello ${QUICK}` });
  const fork = await forkOf(author, sessionId, {});
  const start = await findForkStart(fork.reader.id, fork.sessionId, new Date());
  expect(start?.lanes?.map(({ prompt }) => prompt)).toEqual(["none", "hidden_prompt"]);
  const { lanes } = await compare(fork.reader, { sessionId: fork.sessionId, lanes: [{}, {}], userInput: ECHO });
  expect(lanes.map(({ response }) => response.includes("lighthouse"))).toEqual([false, false]);
});
