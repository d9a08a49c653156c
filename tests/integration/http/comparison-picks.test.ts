import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, codeOf, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { newSharer, PLAYGROUND } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

type Compared = { comparisonId: string; sessionId: string };

const ask = (person: Person | null, path: string, more: Parameters<typeof call>[2] = {}): Promise<Answer> =>
  call(app, `${PLAYGROUND}${path}`, { ...(person && { token: person.token }), ...more });
const pick = (person: Person, id: string, body: object) => ask(person, `/comparisons/${id}/pick`, { body });

async function compare(
  person: Person,
  userInput = "Hello [[standin tokens=20 rate=100000 ttft=0]]",
): Promise<Compared> {
  const lanes = [{ baseline: true, model: "haiku" }, { customPrompt: "Answer in one short sentence." }];
  const answer = await ask(person, "/comparisons", { body: { lanes, userInput } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Compared;
}

test("a blind pick is final: the same again is answered the same, another is refused", async () => {
  const person = await newSharer();
  const { comparisonId } = await compare(person);
  expect((await ask(person, `/comparisons/${comparisonId}`)).body["pick"]).toBeNull();
  const first = await pick(person, comparisonId, { winner: 1, blind: true });
  expect(first.body).toEqual({ winner: 1, blind: true, pickedAt: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect((await pick(person, comparisonId, { winner: 1, blind: true })).body).toEqual(first.body);
  for (const body of [{ winner: 0, blind: true }, { winner: null }, { winner: 1, blind: false }]) {
    expect(codeOf(await pick(person, comparisonId, body))).toEqual([409, "conflict"]);
  }
  expect((await ask(person, `/comparisons/${comparisonId}`)).body["pick"]).toEqual(first.body);
});

test("of two blind picks at once one holds", async () => {
  const person = await newSharer();
  const { comparisonId } = await compare(person);
  const both = [0, 1].map((winner) => pick(person, comparisonId, { winner, blind: true }));
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("a pick that was not blind can be changed, and never becomes blind", async () => {
  const person = await newSharer();
  const { comparisonId } = await compare(person);
  expect((await pick(person, comparisonId, { winner: 0 })).body).toMatchObject({ winner: 0, blind: false });
  expect((await pick(person, comparisonId, { winner: null })).body).toMatchObject({ winner: null, blind: false });
  expect((await pick(person, comparisonId, { winner: 1 })).body).toMatchObject({ winner: 1 });
  expect(codeOf(await pick(person, comparisonId, { winner: 1, blind: true }))).toEqual([409, "conflict"]);
  expect(codeOf(await pick(person, comparisonId, { winner: 0, blind: true }))).toEqual([409, "conflict"]);
});

test("the winner is a lane with an answer, and all lanes have ended", async () => {
  const person = await newSharer();
  const slow = compare(person, "x [[standin tokens=40 rate=15 ttft=5]]");
  const find = () =>
    rows<{ id: string }>("SELECT comparison_id AS id FROM playground_runs WHERE user_id = $1", [person.id]);
  await expect.poll(async () => (await find()).length).toBe(2);
  expect(codeOf(await pick(person, (await find())[0]?.id ?? "", { winner: 0 }))).toEqual([409, "conflict"]);
  const { comparisonId } = await slow;
  expect(codeOf(await pick(person, comparisonId, { winner: 2 }))).toEqual([422, "invalid_input"]);
  const failed = await compare(person, "x [[standin error=400]]");
  expect(codeOf(await pick(person, failed.comparisonId, { winner: 0 }))).toEqual([422, "invalid_input"]);
  const declined = await compare(person, "x [[standin refusal]]");
  expect(codeOf(await pick(person, declined.comparisonId, { winner: 0 }))).toEqual([422, "invalid_input"]);
  for (const body of [{}, { winner: 4 }, { winner: -1 }, { winner: "0" }, { winner: 0, blind: "yes" }]) {
    expect(codeOf(await pick(person, comparisonId, body))).toEqual([422, "invalid_input"]);
  }
});

test("nobody picks of somebody else's comparison, or of one that is gone", async () => {
  const person = await newSharer();
  const other = await newSharer();
  const { comparisonId, sessionId } = await compare(person);
  expect(codeOf(await pick(other, comparisonId, { winner: 0 }))).toEqual([404, "not_found"]);
  expect(codeOf(await pick(person, UNKNOWN_ID, { winner: 0 }))).toEqual([404, "not_found"]);
  await ask(person, `/sessions/${sessionId}`, { method: "DELETE" });
  expect(codeOf(await pick(person, comparisonId, { winner: 0 }))).toEqual([404, "not_found"]);
});

test("a pick stands in the thread, its export and what is shared of it", async () => {
  const person = await newSharer();
  const { comparisonId, sessionId } = await compare(person);
  const picked = (await pick(person, comparisonId, { winner: 1, blind: true })).body;
  const plain = { baseline: true, sessionId, seam: true, userInput: "More [[standin tokens=5 ttft=0]]" };
  expect((await ask(person, "/run", { body: plain })).status).toBe(200);
  const session = (await ask(person, `/sessions/${sessionId}`)).body as { turns: { pick: unknown }[] };
  expect(session.turns.map((turn) => turn.pick)).toEqual([picked, null]);
  const md = (await ask(person, `/sessions/${sessionId}/export?format=md`)).text;
  expect(md).toContain("Picked: answer 2 (Own prompt, Sonnet 5.5), blind");
  const { token } = (await ask(person, `/sessions/${sessionId}/share`, { body: {} })).body as { token: string };
  const shared = (await ask(null, `/shared/${token}`)).body as { turns: { pick?: unknown }[] };
  expect(shared.turns[0]?.pick).toEqual(picked);
  const page = await call(app, `/playground/shared/${token}`);
  expect(page.text.match(/Picked blind/g)?.length).toBeGreaterThan(0);
});

test("an answer that was stopped is not run again once a winner was picked", async () => {
  const person = await newSharer();
  const lanes = [{ baseline: true }, { customPrompt: "Answer in one short sentence." }];
  const userInput = "Long [[standin tokens=2000 rate=50 ttft=5]]";
  const headers = { Accept: "text/event-stream" };
  const going = ask(person, "/comparisons", { body: { lanes, userInput }, headers });
  const begun = "SELECT comparison_id AS id FROM playground_runs WHERE user_id = $1";
  await expect.poll(async () => (await rows(begun, [person.id])).length).toBe(2);
  const comparisonId = (await rows<{ id: string }>(begun, [person.id]))[0]?.id ?? "";
  await expect
    .poll(async () => {
      const { body } = await ask(person, `/comparisons/${comparisonId}`);
      return (body["lanes"] as { response: string }[]).every(({ response }) => response !== "");
    })
    .toBe(true);
  await ask(person, `/comparisons/${comparisonId}/stop`, { body: {} });
  await going;
  expect((await pick(person, comparisonId, { winner: 1, blind: true })).status).toBe(200);
  for (const lane of [0, 1]) {
    expect(codeOf(await ask(person, `/comparisons/${comparisonId}/lanes/${lane}/retry`, { body: {} }))).toEqual([
      409,
      "conflict",
    ]);
  }
});
