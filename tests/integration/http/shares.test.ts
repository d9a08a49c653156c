import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, newPerson, type Person, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const V1 = "/api/v1/playground";
const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";

type Ask = { method?: string; body?: unknown; headers?: Record<string, string> };
const ask = (person: Person | null, path: string, more: Ask = {}): Promise<Answer> =>
  call(app, `${V1}${path}`, { ...(person && { token: person.token }), ...more });

type Ran = { sessionId: string; runId: string; response: string };

async function run(person: Person, userInput: string, more: object = {}): Promise<Ran> {
  const body = { baseline: true, userInput: `${userInput} ${QUICK}`, ...more };
  const answer = await ask(person, "/run", { body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Ran;
}

async function newSharer(): Promise<Person> {
  const person = await newPerson();
  await rows(
    "INSERT INTO subscriptions (id, user_id, status, started_at) VALUES (gen_random_uuid(), $1, 'active', now())",
    [person.id],
  );
  await rows("SELECT ledger_grant(now(), $1, 'purchased', 500, 'test', 'test')", [person.id]).catch(() => undefined);
  return person;
}

async function share(person: Person, sessionId: string, body: object = {}): Promise<Record<string, unknown>> {
  const answer = await ask(person, `/sessions/${sessionId}/share`, { body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const readBy = (person: Person | null, token: unknown) => ask(person, `/shared/${token}`);
const turnsOf = ({ body }: Answer) => body["turns"] as { userInput: string; runs: Record<string, unknown>[] }[];

test("a link shows what was shared and nothing that was asked since", async () => {
  const person = await newSharer();
  const { sessionId } = await run(person, "First");
  const { token } = await share(person, sessionId);
  await run(person, "Second", { sessionId, baseline: undefined });
  const shown = await readBy(null, token);
  expect(shown.status).toBe(200);
  expect(turnsOf(shown).map(({ userInput }) => userInput)).toEqual([`First ${QUICK}`]);
  // Neither does a change of something else show it.
  await ask(person, `/sessions/${sessionId}/share`, { method: "PATCH", body: { title: "Renamed" } });
  expect(turnsOf(await readBy(null, token))).toHaveLength(1);
});
