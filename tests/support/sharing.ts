import { expect } from "vitest";
import { type Answer, call, newPerson, type Person, startApi } from "./api";
import type { AppOptions } from "./app-server";
import { PAID_GRANT, purchaseIdOf } from "./paid-grant";
import { rows } from "./product";

type Api = Awaited<ReturnType<typeof startApi>>;
type Ask = { method?: string; body?: unknown; headers?: Record<string, string> };
export type Ran = { sessionId: string; runId: string; response: string };
export type Turn = { userInput: string; leftOut: number; runs: Record<string, unknown>[] };

const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";

/** What tests of links need of the API: people who may share, runs, links, and strangers who read them. */
export async function startSharing(options: AppOptions = {}) {
  const app: Api = await startApi(options);
  const ask = (person: Person | null, path: string, more: Ask = {}): Promise<Answer> =>
    call(app, `/api/v1/playground${path}`, { ...(person && { token: person.token }), ...more });

  const run = async (person: Person, userInput: string, more: object = {}): Promise<Ran> => {
    const named = Object.keys(more).some((key) => ["sessionId", "packageId", "customPrompt"].includes(key));
    const body = { ...(named ? {} : { baseline: true }), userInput: `${userInput} ${QUICK}`, ...more };
    const answer = await ask(person, "/run", { body });
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Ran;
  };

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
