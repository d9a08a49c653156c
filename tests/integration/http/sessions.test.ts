import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, newPerson, type Person, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";

const SESSIONS = "/api/v1/playground/sessions";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const ask = (person: Person, path: string, method = "GET", body?: unknown): Promise<Answer> =>
  call(app, `${SESSIONS}${path}`, { token: person.token, method, ...(body !== undefined && { body }) });

async function run(
  person: Person,
  userInput: string,
  more: object = {},
): Promise<{ sessionId: string; runId: string }> {
  const body = { baseline: true, userInput: `${userInput} [[standin tokens=5 rate=100000 ttft=0]]`, ...more };
  const answer = await call(app, "/api/v1/playground/run", { token: person.token, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { sessionId: string; runId: string };
}

async function makePlus({ id }: Person): Promise<void> {
  await rows(
    "INSERT INTO subscriptions (id, user_id, status, started_at) VALUES (gen_random_uuid(), $1, 'active', now())",
    [id],
  );
}

const idsOf = ({ body }: Answer): string[] => (body["items"] as { id: string }[]).map(({ id }) => id);

test("a session is named by its owner, and an empty patch changes nothing", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "First words");
  expect((await ask(person, `/${sessionId}`, "PATCH", { title: "  Greek\n temples " })).body).toMatchObject({
    id: sessionId,
    title: "Greek temples",
    saved: false,
  });
  expect((await ask(person, `/${sessionId}`, "PATCH", {})).body["title"]).toBe("Greek temples");
  expect((await ask(person, `/${sessionId}`)).body["title"]).toBe("Greek temples");
});

test("titles that are blank, of ten thousand characters or of half a character are refused", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "First words");
  for (const title of ["", "  ", "x".repeat(10_000), "\ud800", "a\u0000b", 5]) {
    expect((await ask(person, `/${sessionId}`, "PATCH", { title })).status).toBe(422);
  }
});

test("keeping a session is part of PRPM+; giving it up leaves it a day", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "Keep me");
  const refused = await ask(person, `/${sessionId}`, "PATCH", { saved: true });
  expect([refused.status, refused.body["error"]]).toEqual([403, "plan_required"]);
  await makePlus(person);
  expect((await ask(person, `/${sessionId}`, "PATCH", { saved: true })).body).toMatchObject({
    saved: true,
    expiresAt: null,
  });
  await rows("UPDATE playground_sessions SET last_turn_at = last_turn_at - interval '3 days' WHERE id = $1", [
    sessionId,
  ]);
  const given = await ask(person, `/${sessionId}`, "PATCH", { saved: false });
  const hours = (Date.parse(String(given.body["expiresAt"])) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect((await ask(person, `/${sessionId}`)).status).toBe(200);
});

test("a session whose plan has ended stays readable, can be named, and is not lost to a patch of its title", async () => {
  const person = await newPerson();
  await makePlus(person);
  const { sessionId } = await run(person, "Kept");
  await rows("UPDATE subscriptions SET status = 'canceled', ended_at = now() WHERE user_id = $1", [person.id]);
  expect((await ask(person, `/${sessionId}`, "PATCH", { title: "Still here", saved: true })).body).toMatchObject({
    title: "Still here",
    saved: true,
    expiresAt: null,
  });
});

test("a deleted session is gone with its texts; what it cost stays", async () => {
  const person = await newPerson();
  const { sessionId, runId } = await run(person, "A secret canary");
  expect((await ask(person, "?q=canary")).body["items"]).toHaveLength(1);
  expect((await ask(person, `/${sessionId}`, "DELETE")).body).toEqual({ deleted: true });
  for (const method of ["GET", "DELETE"]) expect((await ask(person, `/${sessionId}`, method)).status).toBe(404);
  expect((await ask(person, `/${sessionId}`, "PATCH", { title: "Back" })).status).toBe(404);
  expect(idsOf(await ask(person, ""))).toEqual([]);
  const [left] = await rows<{ text: string; charged: number }>(
    "SELECT user_input || response AS text, credits_charged AS charged FROM playground_runs WHERE id = $1",
    [runId],
  );
  expect(left).toEqual({ text: "", charged: 1 });
  expect(await rows("SELECT 1 FROM playground_session_texts WHERE session_id = $1", [sessionId])).toEqual([]);
  const go = { token: person.token, body: { userInput: "go on", sessionId } };
  expect((await call(app, "/api/v1/playground/run", go)).status).toBe(404);
});

test("deleting a session stops what runs in it, and its text does not come back", async () => {
  const person = await newPerson();
  const body = { baseline: true, userInput: "Long [[standin tokens=3000 rate=30 ttft=0]]" };
  const answering = call(app, "/api/v1/playground/run", { token: person.token, body });
  let sessionId = "";
  await expect
    .poll(async () => {
      [sessionId = ""] = idsOf(await ask(person, ""));
      return sessionId;
    })
    .not.toBe("");
  expect((await ask(person, `/${sessionId}`, "DELETE")).status).toBe(200);
  await answering;
  const left = "SELECT status, user_input || response AS text FROM playground_runs WHERE session_id = $1";
  expect(await rows(left, [sessionId])).toEqual([{ status: "stopped", text: "" }]);
});

test("sessions are found by words of their title, of questions and of answers, in the order of their last turn", async () => {
  const person = await newPerson();
  const first = await run(person, "Doric columns");
  const second = await run(person, "Ionic columns");
  await ask(person, `/${first.sessionId}`, "PATCH", { title: "Temples of Paestum" });
  expect(idsOf(await ask(person, "?q=columns"))).toEqual([second.sessionId, first.sessionId]);
  expect(idsOf(await ask(person, "?q=paest"))).toEqual([first.sessionId]);
  expect(idsOf(await ask(person, "?q=ionic%20columns"))).toEqual([second.sessionId]);
  await run(person, "And Corinthian ones", { sessionId: first.sessionId });
  expect(idsOf(await ask(person, "?q=corinthian"))).toEqual([first.sessionId]);
  for (const nothing of ["?q=zebra", "?q=%26%7C%21", `?packageId=${first.sessionId}`]) {
    expect(idsOf(await ask(person, nothing)), nothing).toEqual([]);
  }
  expect((await ask(person, "?packageId=no-id")).status).toBe(422);
});

test("the oldest of very many sessions is found by the first search", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "The needle");
  await rows(
    `INSERT INTO playground_sessions (id, user_id, title, saved, created_at, last_turn_at)
    SELECT gen_random_uuid(), $1, 'Hay ' || n, true, now(), now() + n * interval '1 second' FROM generate_series(1, 450) n`,
    [person.id],
  );
  expect(idsOf(await ask(person, "?q=needle"))).toEqual([sessionId]);
});

test("nobody reads, names, keeps, deletes or finds another's session", async () => {
  const [owner, stranger] = [await newPerson(), await newPerson()];
  const { sessionId } = await run(owner, "Private canary");
  await makePlus(stranger);
  for (const [method, body] of [
    ["GET", undefined],
    ["PATCH", { title: "Mine" }],
    ["PATCH", { saved: true }],
    ["DELETE", undefined],
  ] as const) {
    expect((await ask(stranger, `/${sessionId}`, method, body)).status).toBe(404);
  }
  await ask(owner, "?q=canary");
  expect(idsOf(await ask(stranger, "?q=canary"))).toEqual([]);
  expect((await ask(owner, `/${sessionId}`)).body["title"]).toMatch(/^Private canary/);
  expect((await call(app, `${SESSIONS}/${sessionId}`, { method: "DELETE" })).status).toBe(401);
});
