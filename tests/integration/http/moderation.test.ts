import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { askAs, newSharer, PLAYGROUND, runAs, shareAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;
let admin: Person;

beforeAll(async () => {
  app = await startApi();
  admin = await newAdmin();
});
afterAll(() => app.stop());

const ADMIN = "/api/v1/admin";
const reason = "It shows somebody's address.";

const read = (token: string, person: Person | null = null) => askAs(app, person, `${PLAYGROUND}/shared/${token}`);
const report = (person: Person | null, token: string, body: object, headers = {}) =>
  askAs(app, person, `${PLAYGROUND}/shared/${token}/report`, { body, headers });
const act = (path: string, body: object = {}, person: Person | null = admin) =>
  askAs(app, person, `${ADMIN}${path}`, { body });
const session = (person: Person, id: string) => askAs(app, person, `${PLAYGROUND}/sessions/${id}`);

type Reported = { shareId: string; count: number; reports: Record<string, unknown>[] } & Record<string, unknown>;
async function queue(state = "open"): Promise<Reported[]> {
  const answer = await askAs(app, admin, `${ADMIN}/reports?state=${state}&limit=100`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body["items"] as Reported[];
}
const reportedOf = async (shareId: string, state = "open") =>
  (await queue(state)).find((item) => item.shareId === shareId);

const auditOf = async (userId: string) =>
  (
    await rows<{ action: string; details: Record<string, unknown>; actor_id: string }>(
      "SELECT action, details, actor_id FROM audit_log WHERE subject = $1 ORDER BY created_at, id",
      [userId],
    )
  ).map(({ action, details }) => ({ action, ...details }));

const reportsOf = (shareId: string) =>
  rows<{ category: string; comment: string | null; outcome: string | null }>(
    "SELECT category, comment, outcome FROM reports WHERE share_id = $1 ORDER BY id",
    [shareId],
  );

test("anyone reports a link; a reader has one open report, and reporting again puts another in its place", async () => {
  const owner = await newSharer();
  const reader = await newPerson();
  const { shareId, token } = await shareAs(app, owner);

  const first = await report(null, token, { category: "hate", comment: "Look at the end." });
  expect([first.status, first.body]).toEqual([200, { reported: true }]);
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  await report(null, token, { category: "malware" }, { cookie });
  await report(reader, token, { category: "other", comment: "Odd." });
  expect(await reportsOf(shareId)).toEqual([
    { category: "malware", comment: null, outcome: null },
    { category: "other", comment: "Odd.", outcome: null },
  ]);

  const item = await reportedOf(shareId);
  expect(item).toMatchObject({
    status: "live",
    count: 2,
    owner: { id: owner.id, email: owner.email, isBanned: false },
    reports: [
      { category: "other", comment: "Odd.", byCheck: false },
      { category: "malware", comment: null, byCheck: false },
    ],
  });
  expect(String(item?.["url"])).toContain(`/playground/shared/${token}`);
  const shown = await askAs(app, admin, `${ADMIN}/shares/${shareId}`);
  expect((shown.body["content"] as { turns: object[] }).turns).toHaveLength(1);

  expect(codeOf(await report(owner, token, { category: "hate" }))).toEqual([403, "forbidden"]);
  expect(codeOf(await report(reader, token, { category: "ugly" }))).toEqual([422, "invalid_input"]);
  expect(codeOf(await report(reader, token, { category: "hate", comment: "x".repeat(2_001) }))).toEqual([
    422,
    "invalid_input",
  ]);
  expect(codeOf(await report(reader, "A".repeat(22), { category: "hate" }))).toEqual([404, "not_found"]);
  const foreign = await report(null, token, { category: "hate" }, { origin: "https://elsewhere.example" });
  expect(codeOf(foreign)).toEqual([403, "forbidden"]);
});

test("a link taken down is gone everywhere at once, its author is told why, and restoring brings all of it back", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, sessionId, token } = await shareAs(app, owner, { input: "Marmalade" });
  await report(reader, token, { category: "private-data" });
  const forked = await askAs(app, reader, `${PLAYGROUND}/shared/${token}/fork`, { method: "POST" });
  const forkId = String(forked.body["sessionId"]);
  const forkTurns = async () => (await session(reader, forkId)).body["fork"];
  const search = async () =>
    (await askAs(app, reader, `${PLAYGROUND}/sessions?q=marmalade`)).body["items"] as { id: string }[];
  expect(await forkTurns()).toMatchObject({ isTakenDown: false, turns: [{}] });
  expect(await search()).toHaveLength(1);

  const down = await act(`/shares/${shareId}/take-down`, { reason });
  expect([down.status, down.body]).toEqual([200, { takenDown: true, takenDownReason: reason, hidden: false }]);
  expect(codeOf(await read(token))).toEqual([404, "not_found"]);
  expect(codeOf(await read(token, owner))).toEqual([404, "not_found"]);
  expect(codeOf(await report(reader, token, { category: "hate" }))).toEqual([404, "not_found"]);
  expect(await forkTurns()).toEqual({ isTakenDown: true, turns: [] });
  const again = await runAs(app, reader, "[[standin echo_system]]", { sessionId: forkId, baseline: true });
  const [sent] = await rows<{ history: string }>("SELECT run_context($1)->>'history' AS history", [
    { now: new Date(), userId: reader.id, sessionId: forkId, namesParent: false, namesPrompt: false, heaviestFile: 1 },
  ]);
  expect(again.response).not.toContain("Marmalade");
  expect(sent?.history).not.toContain("Marmalade");

  const share = await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`);
  expect(share.body).toMatchObject({ status: "taken_down", takenDownReason: reason });
  const revoked = await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "DELETE" });
  expect(codeOf(revoked)).toEqual([403, "forbidden"]);
  expect((await reportsOf(shareId)).map(({ outcome }) => outcome)).toEqual(["upheld"]);
  expect(await reportedOf(shareId)).toBeUndefined();
  expect(await reportedOf(shareId, "taken_down")).toMatchObject({ status: "taken_down", takenDownReason: reason });

  // A second admin a moment later changes nothing, and the author is told one thing.
  const late = await act(`/shares/${shareId}/take-down`, { reason: "Another reason." });
  expect(late.body).toMatchObject({ takenDown: true, takenDownReason: reason });

  const back = await act(`/shares/${shareId}/restore`, { reason: "Looked at again." });
  expect(back.body).toEqual({ takenDown: false, takenDownReason: null, hidden: false });
  expect((await read(token)).status).toBe(200);
  expect(await forkTurns()).toMatchObject({ isTakenDown: false, turns: [{}] });
  expect((await act(`/shares/${shareId}/restore`)).status).toBe(200);
  expect(await auditOf(owner.id)).toEqual([
    { action: "share.take_down", shareId, reason },
    { action: "share.restore", shareId, reason: "Looked at again." },
  ]);
});

test("who takes down and who ends a link at once: it is gone, and cannot be shared anew", async () => {
  for (let round = 0; round < 4; round += 1) {
    const owner = await newSharer();
    const { sessionId, shareId, token } = await shareAs(app, owner);
    const link = `${PLAYGROUND}/sessions/${sessionId}/share`;
    const end = () => askAs(app, owner, link, { method: "DELETE" });
    const down = () => act(`/shares/${shareId}/take-down`, { reason });
    const [first, second] = await Promise.all(round % 2 === 0 ? [end(), down()] : [down(), end()]);
    const [ended, taken] = round % 2 === 0 ? [first, second] : [second, first];
    expect(taken.body).toMatchObject({ takenDown: true });
    expect([200, 403]).toContain(ended.status);
    expect((await read(token)).status).toBe(404);
    const anew = await askAs(app, owner, link, { body: {} });
    expect([anew.status, anew.body["message"]]).toEqual([403, expect.stringContaining(reason)]);
  }
});

test("a link that its author ended stays in the queue; what forks took from it can still be taken down", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, sessionId, token } = await shareAs(app, owner, { input: "Violet words" });
  await report(reader, token, { category: "violence" });
  const fork = async () =>
    String((await askAs(app, reader, `${PLAYGROUND}/shared/${token}/fork`, { method: "POST" })).body["sessionId"]);
  const before = await fork();
  // The link shows another copy by the time that it ends.
  await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "PATCH", body: { title: "Changed" } });
  const after = await fork();
  await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "DELETE" });
  expect(await reportedOf(shareId)).toMatchObject({ status: "over", title: "" });
  const seen = await askAs(app, admin, `${ADMIN}/shares/${shareId}`);
  expect(seen.text).toContain("Violet words");
  expect((await session(reader, before)).text).toContain("Violet");
  expect((await act(`/shares/${shareId}/take-down`, { reason })).body).toMatchObject({ takenDown: true });
  for (const forkId of [before, after]) {
    const shown = await session(reader, forkId);
    expect(shown.text).not.toContain("Violet");
    expect(shown.body).toMatchObject({ title: "Taken down", fork: { isTakenDown: true, turns: [] } });
  }
  expect(await reportedOf(shareId)).toBeUndefined();
  expect((await act(`/shares/${shareId}/restore`)).body).toMatchObject({ takenDown: false });
  expect((await session(reader, before)).body["title"]).toContain("Violet words");
  expect((await session(reader, after)).body["title"]).toBe("Changed");
  expect((await read(token)).status).toBe(404);
});

test("reports against a link that has ended can be dismissed, once", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, sessionId, token } = await shareAs(app, owner);
  await report(reader, token, { category: "violence" });
  await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "DELETE" });
  expect((await askAs(app, admin, `${ADMIN}/shares/${shareId}`)).body).toEqual({ content: null });
  expect((await act(`/reports/${shareId}/dismiss`)).body).toEqual({ dismissed: 1 });
  expect((await act(`/reports/${shareId}/dismiss`)).body).toEqual({ dismissed: 0 });
  expect(await reportedOf(shareId)).toBeUndefined();
  expect(await auditOf(owner.id)).toEqual([{ action: "reports.dismiss", shareId, dismissed: 1 }]);
});

test("dismissed reports leave the link alone, and it can be reported again", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, token } = await shareAs(app, owner);
  await report(reader, token, { category: "hate" });
  await act(`/reports/${shareId}/dismiss`, { reason: "Nothing wrong." });
  expect((await read(token)).status).toBe(200);
  await report(reader, token, { category: "hate" });
  expect((await reportsOf(shareId)).map(({ outcome }) => outcome)).toEqual(["dismissed", null]);
  expect(await reportedOf(shareId)).toMatchObject({ count: 1 });
});

test("a hidden link goes on and is told to its author as such, until it is listed again", async () => {
  const owner = await newSharer();
  const { shareId, token } = await shareAs(app, owner);
  expect((await act(`/shares/${shareId}/hide`)).body).toMatchObject({ hidden: true, takenDown: false });
  expect((await act(`/shares/${shareId}/hide`)).body).toMatchObject({ hidden: true });
  expect((await read(token)).status).toBe(200);
  expect(await reportedOf(shareId, "hidden")).toMatchObject({ hidden: true });
  expect((await act(`/shares/${shareId}/unhide`)).body).toMatchObject({ hidden: false });
  expect(await reportedOf(shareId, "hidden")).toBeUndefined();
  expect((await auditOf(owner.id)).map(({ action }) => action)).toEqual(["share.hide", "share.unhide"]);
});

test("a ban takes down all live links at once and stays in the way of new ones; lifting it gives none back", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const [one, two] = [await shareAs(app, owner), await shareAs(app, owner)];
  const { sessionId } = await runAs(app, owner, "Third");
  await report(reader, one.token, { category: "hate" });
  const banned = await act(`/users/${owner.id}/sharing`, { banned: true, reason });
  expect(banned.body).toEqual({ banned: true, linksTakenDown: 2 });
  for (const { token } of [one, two]) expect((await read(token)).status).toBe(404);
  expect((await reportsOf(one.shareId)).map(({ outcome }) => outcome)).toEqual(["upheld"]);
  const refused = await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { body: {} });
  expect(codeOf(refused)).toEqual([403, "forbidden"]);
  expect(String(refused.body["message"])).toContain(reason);
  expect(codeOf(await act(`/shares/${one.shareId}/restore`))).toEqual([409, "conflict"]);
  expect((await act(`/users/${owner.id}/sharing`, { banned: true, reason: "Twice." })).body).toEqual({
    banned: true,
    linksTakenDown: 0,
  });

  expect((await act(`/users/${owner.id}/sharing`, { banned: false })).body).toMatchObject({ banned: false });
  expect((await read(one.token)).status).toBe(404);
  expect((await act(`/shares/${one.shareId}/restore`)).status).toBe(200);
  expect((await read(one.token)).status).toBe(200);
  expect((await askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { body: {} })).status).toBe(200);
  expect((await auditOf(owner.id)).map(({ action }) => action)).toEqual([
    "sharing.ban",
    "sharing.unban",
    "share.restore",
  ]);
  expect(codeOf(await act(`/users/${owner.id}/sharing`, { banned: true }))).toEqual([422, "invalid_input"]);
});

test("a link that is being made while its author is banned is taken down or never made", async () => {
  for (let round = 0; round < 3; round += 1) {
    const owner = await newSharer();
    const { sessionId } = await runAs(app, owner, "Racing");
    await Promise.all([
      askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { body: {} }),
      act(`/users/${owner.id}/sharing`, { banned: true, reason }),
    ]);
    const live = await rows(
      "SELECT 1 FROM playground_shares WHERE user_id = $1 AND revoked_at IS NULL AND taken_down_at IS NULL",
      [owner.id],
    );
    expect(live).toEqual([]);
  }
  // Also when the right to share was looked at long before.
  const late = await newSharer();
  const { sessionId } = await runAs(app, late, "Late");
  await rows("UPDATE users SET sharing_banned_at = now() WHERE id = $1", [late.id]);
  const made = rows(
    `INSERT INTO playground_shares (id, user_id, session_id, token_hash, title, run_ids, shown_findings, judgement, created_at, published_at)
    VALUES (gen_random_uuid(), $1, $2, '\\x00', '', '{}', '{}', 'local', now(), now())`,
    [late.id, sessionId],
  );
  await expect(made).rejects.toThrow(/banned from sharing/);
});

test("none but admins moderate, and ids of nothing are not found", async () => {
  const owner = await newSharer();
  const { shareId } = await shareAs(app, owner);
  const paths = [
    `/shares/${shareId}/take-down`,
    `/shares/${shareId}/restore`,
    `/shares/${shareId}/hide`,
    `/shares/${shareId}/unhide`,
    `/reports/${shareId}/dismiss`,
  ];
  for (const path of paths) {
    expect(codeOf(await act(path, { reason }, null)), path).toEqual([401, "unauthenticated"]);
    expect(codeOf(await act(path, { reason }, owner)), path).toEqual([403, "forbidden"]);
    const unknown = path.replace(shareId, UNKNOWN_ID);
    expect(codeOf(await act(unknown, { reason })), unknown).toEqual([404, "not_found"]);
  }
  expect(codeOf(await act(`/users/${owner.id}/sharing`, { banned: true, reason }, owner))[0]).toBe(403);
  expect(codeOf(await act(`/users/${UNKNOWN_ID}/sharing`, { banned: true, reason }))[0]).toBe(404);
  for (const path of ["/reports", `/shares/${shareId}`]) {
    expect(codeOf(await askAs(app, null, `${ADMIN}${path}`))[0], path).toBe(401);
    expect(codeOf(await askAs(app, owner, `${ADMIN}${path}`))[0], path).toBe(403);
  }
  expect(codeOf(await act(`/shares/${shareId}/take-down`, {}))).toEqual([422, "invalid_input"]);
});

test("the queue is told page by page, each link once", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  for (const category of ["hate", "sexual"]) {
    await report(reader, (await shareAs(app, owner)).token, { category });
  }
  const all = (await queue()).map(({ shareId }) => shareId);
  const seen: string[] = [];
  let cursor = "";
  for (let page = 0; page < 20; page += 1) {
    const { body } = await askAs(app, admin, `${ADMIN}/reports?limit=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...(body["items"] as Reported[]).map(({ shareId }) => shareId));
    if (body["nextCursor"] === null) break;
    cursor = String(body["nextCursor"]);
  }
  expect(seen).toEqual(all);
  expect(codeOf(await askAs(app, admin, `${ADMIN}/reports?state=nonsense`))[0]).toBe(422);
  expect(codeOf(await askAs(app, admin, `${ADMIN}/reports?cursor=nonsense`))[0]).toBe(422);
});

test("what is done to a link holds for the next one of its session: taken down it stays, hidden it is not listed", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, sessionId, token } = await shareAs(app, owner);
  const link = `${PLAYGROUND}/sessions/${sessionId}/share`;
  await report(reader, token, { category: "hate" });
  await act(`/shares/${shareId}/hide`, { reason });
  await askAs(app, owner, link, { method: "DELETE" });
  const next = (await askAs(app, owner, link, { body: {} })).body as { token: string };
  const [row] = await rows<{ hidden: boolean }>(
    "SELECT hidden_at IS NOT NULL AS hidden FROM playground_shares WHERE session_id = $1 AND revoked_at IS NULL",
    [sessionId],
  );
  expect(row?.hidden).toBe(true);
  // The reported link is the one that has ended.
  expect((await act(`/shares/${shareId}/take-down`, { reason })).body).toMatchObject({ takenDown: true });
  expect((await read(next.token)).status).toBe(404);
  expect(codeOf(await askAs(app, owner, link, { method: "PATCH", body: { title: "x" } }))).toEqual([404, "not_found"]);
});

test("a shared turn that was taken down is not run again, as whatever else it might become", async () => {
  const [owner, reader] = [await newSharer(), await newPerson()];
  const { shareId, token } = await shareAs(app, owner, { run: { customPrompt: "Answer as a pirate, always." } });
  const forked = await askAs(app, reader, `${PLAYGROUND}/shared/${token}/fork`, { body: { turns: 0, again: true } });
  const body = { sessionId: forked.body["sessionId"], userInput: "Question" };
  expect((await askAs(app, reader, `${PLAYGROUND}/estimate`, { body })).status).toBe(200);
  await act(`/shares/${shareId}/take-down`, { reason });
  expect(codeOf(await askAs(app, reader, `${PLAYGROUND}/run`, { body }))).toEqual([404, "not_found"]);
  const own = await askAs(app, reader, `${PLAYGROUND}/run`, { body: { ...body, baseline: true, maxCredits: 1 } });
  expect(own.status).toBe(200);
});

test("a take-down meets its author's changes, deletions and those of forks: each waits for the other, and it is gone", async () => {
  const deadlocks = async () =>
    (await rows("SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()"))[0];
  const before = await deadlocks();
  for (let round = 0; round < 5; round += 1) {
    const [owner, reader] = [await newSharer(), await newPerson()];
    const { shareId, sessionId, token } = await shareAs(app, owner);
    const forked = await askAs(app, reader, `${PLAYGROUND}/shared/${token}/fork`, { method: "POST" });
    const thread = `${PLAYGROUND}/sessions/${sessionId}`;
    const answers = await Promise.all([
      act(`/shares/${shareId}/take-down`, { reason }),
      askAs(app, owner, `${thread}/share`, { method: "PATCH", body: { title: "Changed" } }),
      askAs(app, owner, `${thread}/share`, { method: "PATCH", body: { listed: false } }),
      askAs(app, reader, `${PLAYGROUND}/sessions/${forked.body["sessionId"]}`, { method: "DELETE" }),
      ...(round % 2 === 0 ? [askAs(app, owner, thread, { method: "DELETE" })] : []),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    expect((await read(token)).status).toBe(404);
  }
  // One would be tried again, and only cost a second. Servers report it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await deadlocks()).toEqual(before);
});
