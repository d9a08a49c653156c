import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction.server";
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

test("a session has its new name and is found by it, or neither", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "First words");
  await ask(person, `/${sessionId}`, "PATCH", { title: "Aegina" });
  expect(idsOf(await ask(person, "?q=aegina"))).toEqual([sessionId]);
  await rows(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'away'; END $$`);
  await rows("CREATE TRIGGER away BEFORE DELETE ON playground_session_texts FOR EACH ROW EXECUTE FUNCTION refuse()");
  const failed = await ask(person, `/${sessionId}`, "PATCH", { title: "Corinth" });
  await rows("DROP FUNCTION refuse CASCADE");
  expect(failed.status).toBe(500);
  expect((await ask(person, `/${sessionId}`)).body["title"]).toBe("Aegina");
  await ask(person, `/${sessionId}`, "PATCH", { title: "Corinth" });
  expect(idsOf(await ask(person, "?q=corinth"))).toEqual([sessionId]);
  expect(idsOf(await ask(person, "?q=aegina"))).toEqual([]);
});

test("words of a session that is being deleted are not written for searching beside it", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "Doric columns");
  await inTransaction(async (client) => {
    await client.query("SELECT delete_session(now(), $1, $2)", [person.id, sessionId]);
    expect((await ask(person, "?q=doric")).status).toBe(200);
  });
  expect(await rows("SELECT document FROM playground_session_texts WHERE session_id = $1", [sessionId])).toEqual([]);
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

test("sessions are filtered by a model of any of their turns and by whether they are kept, also while searching", async () => {
  const person = await newPerson();
  const mixed = await run(person, "Doric columns", { model: "haiku" });
  await run(person, "And on Sonnet", { sessionId: mixed.sessionId, model: "sonnet", seam: true });
  const light = await run(person, "Ionic columns", { model: "haiku" });
  await rows("UPDATE playground_sessions SET saved = true, expires_at = NULL WHERE id = $1", [light.sessionId]);
  for (const [filter, found] of [
    ["?model=haiku", [light, mixed]],
    ["?model=sonnet", [mixed]],
    ["?model=opus", []],
    ["?saved=true", [light]],
    ["?saved=false", [mixed]],
    ["?model=haiku&saved=false", [mixed]],
    ["?q=columns&model=haiku&saved=true", [light]],
    ["?q=doric&saved=true", []],
  ] as const) {
    expect(idsOf(await ask(person, filter)), filter).toEqual(found.map(({ sessionId }) => sessionId));
  }
  const first = await ask(person, "?model=haiku&limit=1");
  const next = `?model=haiku&limit=1&cursor=${first.body["nextCursor"]}`;
  expect(idsOf(await ask(person, next))).toEqual([mixed.sessionId]);
  for (const unknown of ["?model=gpt", "?saved=yes", "?saved="]) {
    expect((await ask(person, unknown)).status, unknown).toBe(422);
  }
});

test("sessions are shared while their link works", async () => {
  const person = await newPerson();
  await makePlus(person);
  const ids: string[] = [];
  for (const words of ["Never", "Up", "Over", "Ended"]) ids.push((await run(person, words)).sessionId);
  const [never = "", up = "", over = "", ended = ""] = ids;
  for (const id of [up, over, ended]) expect((await ask(person, `/${id}/share`, "POST", {})).status).toBe(200);
  await rows("UPDATE playground_shares SET expires_at = published_at WHERE session_id = $1", [over]);
  await ask(person, `/${ended}/share`, "DELETE");
  expect(idsOf(await ask(person, "?shared=true"))).toEqual([up]);
  expect(idsOf(await ask(person, "?shared=false")).toSorted()).toEqual([never, over, ended].toSorted());
  expect((await ask(person, "?shared=maybe")).status).toBe(422);
});

test("a name that was given stays when the thread goes on", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, "First words");
  await ask(person, `/${sessionId}`, "PATCH", { title: "Mine" });
  await run(person, "Next words", { sessionId });
  expect((await ask(person, `/${sessionId}`)).body["title"]).toBe("Mine");
});

test("a hundred sessions go in one request; others' and what is not there are not among those deleted", async () => {
  const [owner, stranger] = [await newPerson(), await newPerson()];
  const mine = await run(owner, "Mine");
  const { sessionId: theirs } = await run(stranger, "Theirs");
  const made = await rows<{ id: string }>(
    `INSERT INTO playground_sessions (id, user_id, title, saved, created_at, last_turn_at)
    SELECT gen_random_uuid(), $1, 'Many', true, now(), now() FROM generate_series(1, 97) RETURNING id`,
    [owner.id],
  );
  const own = [mine.sessionId, ...made.map(({ id }) => id)];
  const ids = [...own, theirs, crypto.randomUUID()];
  const answer = await ask(owner, "/delete", "POST", { ids });
  expect(answer.status).toBe(200);
  expect((answer.body["deleted"] as string[]).toSorted()).toEqual(own.toSorted());
  expect(idsOf(await ask(owner, ""))).toEqual([]);
  expect(idsOf(await ask(stranger, ""))).toEqual([theirs]);
  const texts = "SELECT user_input || response AS text FROM playground_runs WHERE id = $1";
  expect(await rows(texts, [mine.runId])).toEqual([{ text: "" }]);
  expect((await ask(owner, "/delete", "POST", { ids })).body).toEqual({ deleted: [] });
  for (const refused of [[], [...ids, crypto.randomUUID()], ["no-id"], "all"]) {
    expect((await ask(owner, "/delete", "POST", { ids: refused })).status).toBe(422);
  }
  expect((await ask(owner, "/delete")).status).toBe(405);
});

const HOSTILE = "</title><script>alert(1)</script> ``` ```` [x](javascript:alert(1))";

test("a thread is exported in three forms with its receipts, and nothing of its owner's", async () => {
  const person = await newPerson();
  const { sessionId } = await run(person, `Doric ${HOSTILE}`);
  await run(person, "And walls?", { sessionId });
  await ask(person, `/${sessionId}`, "PATCH", { title: `Ναοί ${HOSTILE}` });
  const exported = (format: string) => ask(person, `/${sessionId}/export?format=${format}`);

  const json = await exported("json");
  expect(json.body).toMatchObject({ format: "prpm-playground-session", version: 1, title: `Ναοί ${HOSTILE}` });
  const turns = json.body["turns"] as { input: string; runs: { answer: string; receipt: object }[] }[];
  expect(turns.map(({ input }) => input.split(" ")[0])).toEqual(["Doric", "And"]);
  expect(turns[0]?.runs[0]).toMatchObject({
    prompt: { kind: "none" },
    model: "sonnet",
    status: "succeeded",
    receipt: { creditsSpent: 1, usage: { inputTokens: expect.any(Number) } },
  });

  const html = await exported("html");
  expect(html.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(html.text).not.toMatch(/<script|javascript:alert\(1\)"/);
  expect(html.text).toContain(`default-src 'none'`);
  expect(html.text).toContain("&lt;/title&gt;&lt;script&gt;");

  const markdown = await exported("md");
  expect(markdown.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
  expect(markdown.text).toContain("`````text\nDoric");
  const named = /^attachment; filename="[^"]+\.md"; filename\*=UTF-8''%CE%9D%CE%B1%CE%BF%CE%AF[^;"]*\.md$/;
  expect(markdown.headers.get("content-disposition")).toMatch(named);
  for (const { text } of [json, html, markdown]) {
    for (const secret of [person.id, person.email, sessionId]) expect(text).not.toContain(secret);
  }
});

test("an export follows the branch that is named", async () => {
  const person = await newPerson();
  const first = await run(person, "Doric columns");
  await run(person, "Go left", { sessionId: first.sessionId });
  await run(person, "Go right", { sessionId: first.sessionId, parentRunId: first.runId });
  const { body } = await ask(person, `/${first.sessionId}`);
  const [, right] = body["turns"] as { runs: { versions: string[] }[] }[];
  const left = right?.runs[0]?.versions[0];
  const branch = async (query: string) => (await ask(person, `/${first.sessionId}/export?format=md${query}`)).text;
  expect(await branch("")).toMatch(/Doric[\s\S]*Go right/);
  expect(await branch(`&run=${left}`)).toMatch(/Doric[\s\S]*Go left/);
  expect(await branch(`&run=${left}`)).not.toContain("Go right");
});

test("an export needs no plan: a free user's thread while it lasts, a kept one after the plan has ended", async () => {
  const [person, stranger] = [await newPerson(), await newPerson()];
  const { sessionId } = await run(person, "Free");
  const status = async (who: Person, query = "?format=md") => (await ask(who, `/${sessionId}/export${query}`)).status;
  expect(await status(person)).toBe(200);
  await makePlus(person);
  await rows("UPDATE subscriptions SET status = 'canceled', ended_at = now() WHERE user_id = $1", [person.id]);
  expect(await status(person)).toBe(200);
  expect(await status(stranger)).toBe(404);
  expect(await status(person, "?format=pdf")).toBe(422);
  expect(await status(person, "")).toBe(422);
  expect(await status(person, `?format=md&run=${crypto.randomUUID()}`)).toBe(404);
  await ask(person, `/${sessionId}`, "DELETE");
  expect(await status(person)).toBe(404);
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

test("the prompts that a session was run with are read by its owner alone, while it is there", async () => {
  const person = await newPerson();
  const other = await newPerson();
  const customPrompt = "Answer as the harbour master would.";
  const answer = await call(app, "/api/v1/playground/run", {
    token: person.token,
    body: { customPrompt, userInput: "Hello [[standin tokens=5 rate=100000 ttft=0]]" },
  });
  const { sessionId } = answer.body as { sessionId: string };
  const used = async ({ token }: Person) => {
    const items = (await call(app, `/api/v1/playground/prompts/used?sessionId=${sessionId}`, { token })).body["items"];
    return (items as { text: string }[]).map(({ text }) => text);
  };
  expect(await used(person)).toEqual([customPrompt]);
  expect(await used(other)).toEqual([]);
  await rows("UPDATE playground_sessions SET saved = false, expires_at = now() WHERE id = $1", [sessionId]);
  expect(await used(person)).toEqual([]);
});
