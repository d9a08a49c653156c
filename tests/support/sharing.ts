import { expect } from "vitest";
import { type Answer, call, newPerson, type Person, startApi } from "./api";
import type { App, AppOptions } from "./app-server";
import { PAID_GRANT, purchaseIdOf } from "./paid-grant";
import { rows } from "./product";

const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";
export const PLAYGROUND = "/api/v1/playground";

type Ask = { method?: string; body?: unknown; headers?: Record<string, string> };
type Ran = { sessionId: string; runId: string; response: string };
type Turn = { userInput: string; leftOut: number; runs: Record<string, unknown>[] };

/** One request in somebody's name; null: a stranger's. */
export function askAs(app: Pick<App, "url">, person: Person | null, path: string, more: Ask = {}): Promise<Answer> {
  return call(app, path, { ...(person && { token: person.token }), ...more });
}

/** An account with PRPM+ and credits for many runs. */
export async function newSharer(): Promise<Person> {
  const person = await newPerson();
  await rows(
    "INSERT INTO subscriptions (id, user_id, status, started_at) VALUES (gen_random_uuid(), $1, 'active', now())",
    [person.id],
  );
  const key = `sharing:${person.id}`;
  await rows(PAID_GRANT, [new Date(), person.id, 500, key, purchaseIdOf(key)]);
  return person;
}

/** PRPM+ is over. */
export async function endPlan({ id }: Person): Promise<void> {
  await rows("UPDATE subscriptions SET status = 'canceled', ended_at = now() WHERE user_id = $1", [id]);
}

/** A finished run; without a package unless the body names something to go on with. */
export async function runAs(app: App, person: Person, userInput: string, more: object = {}): Promise<Ran> {
  const named = Object.keys(more).some((key) => ["sessionId", "packageId", "customPrompt"].includes(key));
  const body = { ...(named ? {} : { baseline: true }), userInput: `${userInput} ${QUICK}`, ...more };
  const answer = await askAs(app, person, `${PLAYGROUND}/run`, { body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Ran;
}

/** A live link of somebody's new session. */
export async function shareAs(app: App, person: Person, more: { body?: object; run?: object; input?: string } = {}) {
  const { sessionId, runId } = await runAs(app, person, more.input ?? "Question", more.run);
  const answer = await askAs(app, person, `${PLAYGROUND}/sessions/${sessionId}/share`, { body: more.body ?? {} });
  expect(answer.status, answer.text).toBe(200);
  const { token } = answer.body as { token: string };
  const [row] = await rows<{ id: string }>("SELECT id FROM playground_shares WHERE session_id = $1", [sessionId]);
  if (row === undefined) throw new Error("there is no share");
  return { shareId: row.id, sessionId, runId, token };
}

/** What tests of links need of the API: runs, links, and strangers who read them. */
export async function startSharing(options: AppOptions = {}) {
  const app = await startApi(options);
  const ask = (person: Person | null, path: string, more: Ask = {}) => askAs(app, person, `${PLAYGROUND}${path}`, more);
  const run = (person: Person, userInput: string, more: object = {}) => runAs(app, person, userInput, more);

  const share = async (person: Person, sessionId: string, body: object = {}) => {
    const answer = await ask(person, `/sessions/${sessionId}/share`, { body });
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Record<string, unknown> & { token: string };
  };

  const read = (token: unknown, person: Person | null = null) => ask(person, `/shared/${token}`);
  const patch = (person: Person, sessionId: string, body: object) =>
    ask(person, `/sessions/${sessionId}/share`, { method: "PATCH", body });
  const revoke = (person: Person, sessionId: string) =>
    ask(person, `/sessions/${sessionId}/share`, { method: "DELETE" });

  return { app, ask, run, share, read, patch, revoke };
}

/** The turns of an answer. */
export const turnsOf = ({ body }: Answer) => body["turns"] as Turn[];

/** The texts of an answer, one after another. */
export const inputsOf = (answer: Answer) => turnsOf(answer).map(({ userInput }) => userInput.replace(` ${QUICK}`, ""));
