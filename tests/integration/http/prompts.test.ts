import { afterAll, beforeAll, expect, test } from "vitest";
import { PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import { type Answer, call, codeOf, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { BrowserSession } from "@/tests/support/browser-session";
import { makeOrganization } from "@/tests/support/organizations";
import { rows } from "@/tests/support/product";
import { askAs, PLAYGROUND, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ env: { LOG_LEVEL: "trace" } });
});
afterAll(() => app.stop());

type Draft = { id: string; title: string; text: string; values: Record<string, string>; updatedAt: string };

const ask = (person: Person | null, path = "", method = "GET", body?: object) =>
  askAs(app, person, `${PLAYGROUND}/prompts${path}`, { method, ...(body !== undefined && { body }) });

async function write(person: Person, draft: object = {}): Promise<Draft> {
  const answer = await ask(person, "", "POST", draft);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Draft;
}

const issueOf = ({ body }: Answer) => (body["issues"] as { path: string; message: string }[])[0];
const itemsOf = ({ body }: Answer) => body["items"] as Draft[];

test("a draft is kept as it was written, changed field by field, and listed by its last change without its text", async () => {
  const person = await newPerson();
  const text = "You write {{kind}}.\r\n\r\n  # Be brief 🦭";
  const first = await write(person, { title: "  Two\n words ", text, values: { kind: "{{kind}}\n$&" } });
  expect(first).toMatchObject({ title: "Two words", text, values: { kind: "{{kind}}\n$&" } });
  const empty = await write(person);
  expect(empty).toMatchObject({ title: "", text: "", values: {} });

  expect((await ask(person, `/${first.id}`, "PATCH", {})).body).toEqual(first);
  const renamed = (await ask(person, `/${first.id}`, "PATCH", { title: "Notes" })).body as Draft;
  expect(renamed).toEqual({ ...first, title: "Notes", updatedAt: renamed.updatedAt });
  expect(renamed.updatedAt > empty.updatedAt).toBe(true);
  expect((await ask(person, `/${first.id}`)).body).toEqual(renamed);

  const page = await ask(person, "?limit=1");
  expect(itemsOf(page)).toEqual([
    {
      id: first.id,
      title: "Notes",
      beginning: "You write {{kind}}.",
      characters: 37,
      createdAt: expect.any(String),
      updatedAt: renamed.updatedAt,
    },
  ]);
  const rest = await ask(person, `?limit=1&cursor=${page.body["nextCursor"]}`);
  expect([itemsOf(rest).map(({ id }) => id), rest.body["nextCursor"]]).toEqual([[empty.id], null]);

  expect((await ask(person, `/${first.id}`, "DELETE")).body).toEqual({ deleted: true });
  expect(codeOf(await ask(person, `/${first.id}`, "DELETE"))).toEqual([404, "not_found"]);
});

test("a draft that is asked for again under the same key is made once, and is what it became meanwhile", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const make = (who: Person, text: string) =>
    call(app, `${PLAYGROUND}/prompts`, { token: who.token, body: { text }, headers: { "Idempotency-Key": "once" } });
  const both = await Promise.all([make(person, "first words"), make(person, "first words")]);
  const [id, ...ids] = new Set(both.map(({ body }) => body["id"]));
  expect(ids).toEqual([]);
  await ask(person, `/${id}`, "PATCH", { text: "second words" });
  expect((await make(person, "first words")).body).toMatchObject({ id, text: "second words" });
  expect((await make(other, "first words")).body["id"]).not.toBe(id);
});

test("a change of a draft that was changed meanwhile is refused with the draft as it is, unless it says the same", async () => {
  const person = await newPerson();
  const read = await write(person, { text: "first words", title: "One" });
  const change = (body: object) => ask(person, `/${read.id}`, "PATCH", { ...body, basedOn: read.updatedAt });
  const both = await Promise.all([change({ text: "words of one tab" }), change({ text: "words of the other" })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const draft = both.find(({ status }) => status === 200)?.body as Draft;
  const refused = both.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ error: "conflict", reason: "changed", draft });
  expect(draft.updatedAt > read.updatedAt).toBe(true);

  expect((await change({ text: draft.text })).body).toEqual(draft);
  expect(codeOf(await change({ title: "Two" }))).toEqual([409, "conflict"]);
  expect((await change({})).body).toEqual(draft);
  const based = await ask(person, `/${read.id}`, "PATCH", { title: "Two", basedOn: draft.updatedAt });
  expect(based.body).toMatchObject({ title: "Two", text: draft.text });
  expect((await ask(person, `/${read.id}`, "PATCH", { text: "of whoever says nothing" })).status).toBe(200);
  for (const basedOn of ["yesterday", "0000-01-01T00:00:00.000Z"]) {
    expect(issueOf(await ask(person, `/${read.id}`, "PATCH", { text: "x", basedOn }))?.path).toBe("basedOn");
  }
  expect(codeOf(await ask(await newPerson(), `/${read.id}`, "PATCH", { text: "x", basedOn: draft.updatedAt }))).toEqual(
    [404, "not_found"],
  );
});

test("texts and values have their limits, and a draft need not be one that can be run", async () => {
  const person = await newPerson();
  const { max } = PROMPT_CHARACTERS;
  expect((await write(person, { text: "🦭".repeat(max) })).text).toHaveLength(2 * max);
  const refused = [
    [{ text: "x".repeat(max + 1) }, "text"],
    [{ text: "a\u0000b" }, "text"],
    [{ text: "\ud800" }, "text"],
    [{ title: "x".repeat(201) }, "title"],
    [{ values: { "not a name": "x" } }, "values.not a name"],
    [{ values: { a: "\u0000" } }, "values.a"],
    [{ values: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`v${at}`, ""])) }, "values"],
    [{ values: Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [name, "x".repeat(45_000)])) }, "values"],
    [{ text: 7 }, "text"],
  ] as const;
  for (const [body, path] of refused) {
    const answer = await ask(person, "", "POST", body);
    expect(codeOf(answer), JSON.stringify(body).slice(0, 60)).toEqual([422, "invalid_input"]);
    expect(issueOf(answer)?.path).toBe(path);
  }
  expect(codeOf(await ask(person, "?cursor=nonsense"))).toEqual([422, "invalid_input"]);
});

test("runs and drafts agree on how long a prompt may be", async () => {
  const person = await newPerson();
  const { min, max } = PROMPT_CHARACTERS;
  const estimate = async (length: number) => {
    const body = { customPrompt: "é".repeat(length), userInput: "x", model: "haiku" };
    return (await askAs(app, person, `${PLAYGROUND}/estimate`, { body })).status;
  };
  expect([await estimate(min - 1), await estimate(min), await estimate(max), await estimate(max + 1)]).toEqual([
    422, 200, 200, 422,
  ]);
});

test("a user has a hundred drafts and no more, however many are asked for at once", async () => {
  const person = await newPerson();
  const insert = `INSERT INTO prompt_drafts (id, user_id, title, text, created_at, updated_at)
    SELECT gen_random_uuid(), $1, '', '', now(), now() FROM generate_series(1, 97)`;
  await rows(insert, [person.id]);
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(person, "", "POST", { text: "one more" })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 409, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.body["message"]).toBe(
    "You have 100 prompts, and that is as many as are kept; delete one to save another.",
  );
  const [made] = answers.filter(({ status }) => status === 200);
  await ask(person, `/${made?.body["id"]}`, "DELETE");
  expect((await ask(person, "", "POST", {})).status).toBe(200);
});

test("a draft reaches nobody but its writer: no answer, list, page or log line has its text", async () => {
  const canary = "canary-7f3a91";
  const [writer, other] = [await newPerson(), await newPerson()];
  const { id } = await write(writer, { title: canary, text: `The word is ${canary}.`, values: { a: canary } });
  const publication = { name: "x", description: "x" };
  const attempts = [
    await ask(other, `/${id}`),
    await ask(other, `/${id}`, "PATCH", { text: "mine now, all of it" }),
    await ask(other, `/${id}`, "PATCH", {}),
    await ask(other, `/${id}`, "DELETE"),
    await ask(other, `/${id}/publish`, "POST", publication),
    await ask(other, `/${UNKNOWN_ID}/publish`, "POST", publication),
  ];
  expect(attempts.map(codeOf)).toEqual(Array(6).fill([404, "not_found"]));
  const anonymous = [
    await ask(null),
    await ask(null, "", "POST", {}),
    await ask(null, `/${id}`),
    await ask(null, `/${id}/publish`, "POST", publication),
    await ask(null, "/scopes"),
    await ask(null, `/used?sessionId=${UNKNOWN_ID}`),
  ];
  expect(anonymous.map(codeOf)).toEqual(Array(6).fill([401, "unauthenticated"]));

  const browser = new BrowserSession(app);
  await browser.signIn(other.email);
  const page = await (await browser.open(`/playground?prompt=${id}`)).text();
  expect(page).toContain("That prompt is not here: it was deleted, or it belongs to someone else.");
  const lists = [await ask(other), await askAs(app, other, `/api/v1/packages?q=${canary}`)];
  expect(
    [...attempts, ...anonymous, ...lists].map(({ text }) => text).join("") + page.replaceAll(id, ""),
  ).not.toContain(canary);
  expect((await ask(writer, `/${id}`)).body["text"]).toContain(canary);
  expect(app.readLog()).not.toContain(canary);

  const own = new BrowserSession(app);
  await own.signIn(writer.email);
  expect(await (await own.open(`/playground?prompt=${id}`)).text()).toContain(canary);
});

test("a draft is published as a package of one file, once for the same text, and as a template unless it is filled", async () => {
  const person = await newPerson();
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  const text = "You write {{kind}} for pilots.";
  const { id } = await write(person, { text });
  const publish = (more: object = {}) =>
    ask(person, `/${id}/publish`, "POST", { name: "Pilot-Notes", description: "Writes notes.", ...more });

  const made = await publish({ tags: ["harbour"] });
  expect(made.status, made.text).toBe(200);
  expect(made.body).toEqual({
    packageId: expect.any(String),
    scope: user?.handle,
    name: "pilot-notes",
    version: "1.0.0",
  });
  expect((await publish({ tags: ["harbour"] })).body).toEqual(made.body);
  const seen = await askAs(app, null, `/api/v1/packages/${made.body["packageId"]}`);
  expect(seen.body).toMatchObject({ format: "claude", subtype: "prompt", prompt: text, tags: ["harbour"] });
  expect((seen.body["files"] as { path: string }[]).map(({ path }) => path)).toEqual(["pilot-notes.md"]);

  const unfilled = await publish({ version: "1.1.0", filled: true });
  expect([codeOf(unfilled), unfilled.body["message"]]).toEqual([
    [422, "invalid_input"],
    "{{kind}} has no value; fill it in, or publish the template.",
  ]);
  await ask(person, `/${id}`, "PATCH", { values: { kind: "{{kind}} warnings" } });
  expect((await publish({ version: "1.1.0", filled: true, subtype: "skill" })).status).toBe(200);
  const newer = await askAs(app, null, `/api/v1/packages/${made.body["packageId"]}`);
  expect(newer.body).toMatchObject({ subtype: "skill", prompt: "You write {{kind}} warnings for pilots." });
  expect(codeOf(await publish({ filled: true }))).toEqual([409, "conflict"]);
  expect((await ask(person, `/${id}`)).body["text"]).toBe(text);
});

test("a draft is published only where its writer may, under a name that can be one, and with enough to run", async () => {
  const [person, stranger] = [await newPerson(), await newPerson()];
  const team = await makeOrganization(person.id);
  const others = await makeOrganization(stranger.id);
  const { id } = await write(person, { text: "Count ships in dozens." });
  const publish = (more: object) => ask(person, `/${id}/publish`, "POST", { name: "x", description: "x", ...more });

  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  expect(itemsOf(await ask(person, "/scopes"))).toEqual([{ scope: user?.handle }, { scope: team.slug }]);
  expect((await publish({ scope: `@${team.slug}` })).body["scope"]).toBe(team.slug);
  expect(codeOf(await publish({ scope: others.slug }))).toEqual([403, "forbidden"]);
  expect(codeOf(await publish({ scope: "prpm" }))).toEqual([403, "forbidden"]);

  const refused = [
    [{ name: "two words" }, "name"],
    [{ name: "@other/x" }, "name"],
    [{ name: "" }, "name"],
    [{ scope: "a/b" }, "scope"],
    [{ description: "  " }, "description"],
    [{ version: "1" }, "version"],
    [{ subtype: "spell" }, "subtype"],
    [{ format: "paper" }, "format"],
  ] as const;
  for (const [more, path] of refused) {
    const answer = await publish(more);
    expect(codeOf(answer), JSON.stringify(more)).toEqual([422, "invalid_input"]);
    expect(issueOf(answer)?.path).toBe(path);
  }
  for (const text of ["too short", " ".repeat(20)]) {
    await ask(person, `/${id}`, "PATCH", { text });
    const answer = await publish({ name: "y" });
    expect([codeOf(answer), issueOf(answer)?.path]).toEqual([[422, "invalid_input"], "text"]);
  }
  await ask(person, `/${id}`, "PATCH", { text: "{{a}}".repeat(100), values: { a: "x".repeat(50_000) } });
  expect(issueOf(await publish({ name: "y", filled: true }))?.path).toBe("text");
});

test("what a session was run with is told to its owner, so that each turn can be made again with its own", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const first = await runAs(app, person, "a", { customPrompt: "The first prompt." });
  const more = { sessionId: first.sessionId, customPrompt: "The second prompt.", seam: true };
  await runAs(app, person, "b", more);
  const used = (who: Person) => ask(who, `/used?sessionId=${first.sessionId}`);
  const items = itemsOf(await used(person)) as unknown as { hash: string; text: string }[];
  expect(items.map(({ text }) => text).toSorted()).toEqual(["The first prompt.", "The second prompt."]);
  const session = await askAs(app, person, `${PLAYGROUND}/sessions/${first.sessionId}`);
  const hashes = JSON.stringify(session.body["turns"]);
  for (const { hash } of items) expect(hashes).toContain(hash);
  expect(itemsOf(await used(other))).toEqual([]);
});
