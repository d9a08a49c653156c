import { afterAll, beforeAll, expect, test } from "vitest";
import { newPerson } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { endPlan, inputsOf, newSharer, startSharing, turnsOf } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;

beforeAll(async () => {
  its = await startSharing();
});
afterAll(() => its.app.stop());

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

test("a link shows what was shared and nothing that was asked since, also after something else of it was changed", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "First");
  const { token } = await its.share(person, sessionId);
  await its.run(person, "Second", { sessionId });
  await its.run(person, "Third", { sessionId });
  expect(inputsOf(await its.read(token))).toEqual(["First"]);
  expect((await its.patch(person, sessionId, { title: "Renamed" })).status).toBe(200);
  const shown = await its.read(token);
  expect(inputsOf(shown)).toEqual(["First"]);
  expect(shown.body["title"]).toBe("Renamed");
});

test("one link a session: asked again, also twice at once, it is the same", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Once");
  const both = await Promise.all([its.share(person, sessionId), its.share(person, sessionId)]);
  const third = await its.share(person, sessionId, { title: "Another", listed: false, expiresAt: inDays(1) });
  expect(new Set([...both, third].map(({ token }) => token)).size).toBe(1);
  expect(third["title"]).toBe(both[0]["title"]);
  expect(third["expiresAt"]).toBeNull();
  const shares = await rows("SELECT 1 FROM playground_shares WHERE session_id = $1", [sessionId]);
  expect(shares).toHaveLength(1);
});

test("only the chosen turns are public, and it is said where others were left out", async () => {
  const person = await newSharer();
  const first = await its.run(person, "First");
  const { sessionId } = first;
  await its.run(person, "Second", { sessionId });
  const third = await its.run(person, "Third", { sessionId });
  const { token } = await its.share(person, sessionId, { runIds: [first.runId, third.runId] });
  const shown = await its.read(token);
  expect(inputsOf(shown)).toEqual(["First", "Third"]);
  expect(turnsOf(shown).map(({ leftOut }) => leftOut)).toEqual([0, 1]);
  await its.patch(person, sessionId, { runIds: [third.runId] });
  expect(inputsOf(await its.read(token))).toEqual(["Third"]);
});

test("a turn that is another session's is not found, one without an answer is refused, and nothing is nothing to share", async () => {
  const person = await newSharer();
  const other = await newSharer();
  const mine = await its.run(person, "Mine");
  const theirs = await its.run(other, "Theirs");
  const elsewhere = await its.run(person, "Elsewhere");
  for (const runId of [theirs.runId, elsewhere.runId, crypto.randomUUID()]) {
    const answer = await its.ask(person, `/sessions/${mine.sessionId}/share`, { body: { runIds: [runId] } });
    expect(answer.status).toBe(404);
  }
  const failed = await its.ask(person, "/run", { body: { baseline: true, userInput: "x [[standin error=400]]" } });
  expect(failed.status).toBeGreaterThanOrEqual(400);
  const refused = await its.ask(person, "/run", { body: { baseline: true, userInput: "x [[standin refusal]]" } });
  const nothing = await its.ask(person, `/sessions/${refused.body["sessionId"]}/share`, { body: {} });
  expect([nothing.status, nothing.body["error"]]).toEqual([422, "invalid_input"]);
  const chosen = { runIds: [refused.body["runId"]] };
  const answer = await its.ask(person, `/sessions/${refused.body["sessionId"]}/share`, { body: chosen });
  expect(answer.status).toBe(422);
});

test("sharing is part of PRPM+, and that is said after the body was read and the session was found", async () => {
  const free = await newPerson();
  const other = await newSharer();
  const mine = await its.run(free, "Mine");
  const theirs = await its.run(other, "Theirs");
  const path = (sessionId: string) => `/sessions/${sessionId}/share`;
  expect((await its.ask(free, path(mine.sessionId), { body: { title: 5 } })).status).toBe(422);
  for (const method of ["POST", "PATCH", "DELETE", "GET"]) {
    const body = method === "POST" || method === "PATCH" ? { body: {} } : {};
    expect((await its.ask(free, path(theirs.sessionId), { method, ...body })).status).toBe(404);
    expect((await its.ask(null, path(theirs.sessionId), { method, ...body })).status).toBe(401);
  }
  const refused = await its.ask(free, path(mine.sessionId), { body: {} });
  expect([refused.status, refused.body["error"]]).toEqual([403, "plan_required"]);
  // What it would look like may be seen.
  const preview = await its.ask(free, `${path(mine.sessionId)}/preview`, { body: {} });
  expect(inputsOf(preview)).toEqual(["Mine"]);
});

test("an empty change changes nothing; others keep the link", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Words");
  const made = await its.share(person, sessionId);
  expect((await its.patch(person, sessionId, {})).body).toEqual(made);
  const expiresAt = inDays(7);
  const changed = await its.patch(person, sessionId, { expiresAt, title: "  Two\nlines " });
  expect(changed.body).toMatchObject({ token: made.token, expiresAt, title: "Two lines" });
  expect((await its.patch(person, sessionId, { expiresAt: null })).body["expiresAt"]).toBeNull();
  expect((await its.patch(person, sessionId, { expiresAt: inDays(-1) })).status).toBe(422);
  expect((await its.patch(person, sessionId, { title: "x".repeat(10_000) })).status).toBe(422);
  // Without a package there is no page to be listed on.
  expect((await its.patch(person, sessionId, { listed: true })).status).toBe(422);
});

test("tokens that are nobody's, revoked, expired, taken down, of deleted, passed and suspended: one and the same answer", async () => {
  const person = await newSharer();
  const newLink = async (words: string, by = person) => {
    const { sessionId } = await its.run(by, words);
    const { token } = await its.share(by, sessionId);
    expect((await its.read(token)).status).toBe(200);
    return { sessionId, token };
  };
  const suspended = await newSharer();
  const [revoked, expired, down, deleted, passed, banned] = [
    await newLink("revoked"),
    await newLink("expired"),
    await newLink("down"),
    await newLink("deleted"),
    await newLink("passed"),
    await newLink("banned", suspended),
  ];
  await its.revoke(person, revoked.sessionId);
  await rows("UPDATE playground_shares SET expires_at = now() WHERE session_id = $1", [expired.sessionId]);
  await rows("UPDATE playground_shares SET taken_down_at = now() WHERE session_id = $1", [down.sessionId]);
  await its.ask(person, `/sessions/${deleted.sessionId}`, { method: "DELETE" });
  await rows("UPDATE playground_sessions SET saved = false, expires_at = now() WHERE id = $1", [passed.sessionId]);
  await rows("UPDATE users SET banned_at = now() WHERE id = $1", [suspended.id]);
  const nobody = ["a".repeat(22), "short", "..%2f", "x".repeat(5_000), `${revoked.token}=`];
  const dead = [revoked, expired, down, deleted, passed, banned].map(({ token }) => token);
  const said = new Set<string>();
  for (const token of [...nobody, ...dead]) {
    const { status, body } = await its.read(token);
    const { requestId: _, ...rest } = body;
    said.add(JSON.stringify([status, rest]));
    const fork = await its.ask(person, `/shared/${token}/fork`, { body: {} });
    const vote = await its.ask(person, `/shared/${token}/feedback`, { body: { helpful: true } });
    const view = await its.ask(null, `/shared/${token}/view`, { method: "POST" });
    expect([fork.status, view.status]).toEqual([404, 404]);
    expect([404, 429]).toContain(vote.status);
  }
  expect([...said]).toEqual([expect.stringContaining("[404,")]);
});

test("a link that has ended stays dead; the next one is another", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Words");
  const first = await its.share(person, sessionId);
  expect((await its.revoke(person, sessionId)).body).toEqual({ revoked: true });
  expect((await its.revoke(person, sessionId)).status).toBe(404);
  expect((await its.patch(person, sessionId, { title: "x" })).status).toBe(404);
  const second = await its.share(person, sessionId);
  expect(second.token).not.toBe(first.token);
  expect((await its.read(first.token)).status).toBe(404);
  await rows("UPDATE playground_shares SET expires_at = now() WHERE session_id = $1 AND revoked_at IS NULL", [
    sessionId,
  ]);
  expect((await its.patch(person, sessionId, { expiresAt: null })).status).toBe(404);
  const third = await its.share(person, sessionId);
  expect([first.token, second.token]).not.toContain(third.token);
  expect((await its.read(third.token)).status).toBe(200);
  expect((await its.read(second.token)).status).toBe(404);
});

test("what a link showed is erased when nothing needs it any more", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Erase me");
  await its.share(person, sessionId);
  const kept = () => rows("SELECT 1 FROM playground_snapshots WHERE content::text LIKE '%Erase me%'");
  expect(await kept()).toHaveLength(1);
  await its.patch(person, sessionId, { title: "Again" });
  expect(await kept()).toHaveLength(1);
  await its.revoke(person, sessionId);
  expect(await kept()).toHaveLength(0);
  await its.share(person, sessionId);
  await its.ask(person, `/sessions/${sessionId}`, { method: "DELETE" });
  expect(await kept()).toHaveLength(0);
});

test("when the plan ends links stay up; their owner can show less and end them, and not more", async () => {
  const person = await newSharer();
  const first = await its.run(person, "First");
  const { sessionId } = first;
  const second = await its.run(person, "Second", { sessionId });
  const { token } = await its.share(person, sessionId, { runIds: [first.runId, second.runId] });
  await endPlan(person);
  expect((await its.read(token)).status).toBe(200);
  expect((await its.patch(person, sessionId, { title: "New" })).body["error"]).toBe("plan_required");
  expect((await its.patch(person, sessionId, { expiresAt: inDays(1) })).status).toBe(200);
  expect((await its.patch(person, sessionId, { expiresAt: inDays(2) })).body["error"]).toBe("plan_required");
  expect((await its.patch(person, sessionId, { runIds: [first.runId] })).status).toBe(200);
  expect((await its.patch(person, sessionId, { runIds: [second.runId] })).body["error"]).toBe("plan_required");
  expect(inputsOf(await its.read(token))).toEqual(["First"]);
  expect((await its.revoke(person, sessionId)).status).toBe(200);
  const anew = await its.ask(person, `/sessions/${sessionId}/share`, { body: {} });
  expect(anew.body["error"]).toBe("plan_required");
});

test("what an operator took down cannot be published anew by its owner, who is told why", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Words");
  await its.share(person, sessionId);
  await rows(
    "UPDATE playground_shares SET taken_down_at = now(), taken_down_reason = 'Names a person.' WHERE session_id = $1",
    [sessionId],
  );
  const anew = await its.ask(person, `/sessions/${sessionId}/share`, { body: {} });
  expect([anew.status, anew.body["message"]]).toEqual([403, expect.stringContaining("Names a person.")]);
  expect((await its.revoke(person, sessionId)).status).toBe(403);
  expect((await its.patch(person, sessionId, { title: "x" })).status).toBe(404);
  const links = await its.ask(person, "/shares");
  expect(links.body["items"]).toMatchObject([{ status: "taken_down", takenDownReason: "Names a person." }]);
});

test("whoever may not share any more is told why", async () => {
  const person = await newSharer();
  const { sessionId } = await its.run(person, "Words");
  await rows("UPDATE users SET sharing_banned_at = now(), sharing_ban_reason = 'Spam.' WHERE id = $1", [person.id]);
  const refused = await its.ask(person, `/sessions/${sessionId}/share`, { body: {} });
  expect([refused.status, refused.body["message"]]).toEqual([403, expect.stringContaining("Spam.")]);
});

test("all of one's links are listed, page by page, the newest first, and nobody else's", async () => {
  const person = await newSharer();
  const other = await newSharer();
  await its.share(other, (await its.run(other, "Theirs")).sessionId);
  const tokens: string[] = [];
  for (const words of ["one", "two", "three"]) {
    tokens.unshift((await its.share(person, (await its.run(person, words)).sessionId)).token);
  }
  const first = await its.ask(person, "/shares?limit=2");
  const rest = await its.ask(person, `/shares?limit=2&cursor=${first.body["nextCursor"]}`);
  const listed = [first, rest].flatMap(({ body }) => body["items"] as { token: string; shareUrl: string }[]);
  expect(listed.map(({ token }) => token)).toEqual(tokens);
  expect(listed[0]?.shareUrl).toMatch(new RegExp(`^http://.*/playground/shared/${tokens[0]}$`));
  expect(rest.body["nextCursor"]).toBeNull();
});

test("in the database stands no token, only its hash", async () => {
  const person = await newSharer();
  const { token } = await its.share(person, (await its.run(person, "Words")).sessionId);
  const found = await rows("SELECT 1 FROM playground_shares h WHERE row_to_json(h)::text LIKE '%' || $1 || '%'", [
    token,
  ]);
  expect(found).toHaveLength(0);
  expect(Buffer.from(token, "base64url")).toHaveLength(16);
});

test("a turn that was taken out stays out, whatever else is changed at the same moment", async () => {
  const person = await newSharer();
  const first = await its.run(person, "First");
  const { sessionId } = first;
  const second = await its.run(person, "Second", { sessionId });
  for (let round = 0; round < 4; round += 1) {
    const { token } = await its.share(person, sessionId, { runIds: [first.runId, second.runId] });
    const [less] = await Promise.all([
      its.patch(person, sessionId, { runIds: [first.runId] }),
      its.patch(person, sessionId, { title: `Title ${round}` }),
    ]);
    expect([200, 409]).toContain(less.status);
    if (less.status === 200) expect(inputsOf(await its.read(token))).toEqual(["First"]);
    await its.revoke(person, sessionId);
  }
});

test("votes and the author's choice are for what they were given for", async () => {
  const person = await newSharer();
  const reader = await newPerson();
  const first = await its.run(person, "First");
  const { sessionId } = first;
  const second = await its.run(person, "Second", { sessionId });
  const { token } = await its.share(person, sessionId, { runIds: [first.runId] });
  const vote = () => its.ask(reader, `/shared/${token}/feedback`, { body: { helpful: true } });
  await vote();
  const featured = () =>
    rows("SELECT 1 FROM playground_shares WHERE session_id = $1 AND featured_at IS NOT NULL", [sessionId]);
  const feature = () => rows("UPDATE playground_shares SET featured_at = now() WHERE session_id = $1", [sessionId]);
  await feature();
  await its.patch(person, sessionId, { expiresAt: inDays(7) });
  expect((await its.read(token)).body).toMatchObject({ helpful: 1 });
  expect(await featured()).toHaveLength(1);
  await its.patch(person, sessionId, { title: "Something else" });
  expect((await its.read(token)).body).toMatchObject({ helpful: 1 });
  expect(await featured()).toHaveLength(0);
  await feature();
  await its.patch(person, sessionId, { runIds: [second.runId] });
  expect((await its.read(token, reader)).body).toMatchObject({ helpful: 0, yourVote: null });
  expect(await featured()).toHaveLength(0);
  expect((await vote()).body).toMatchObject({ helpful: 1 });
});
