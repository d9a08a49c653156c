import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { makeOrganization, makeSource } from "@/tests/integration/packages/make-people";
import type { Person } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { newSharer, startSharing, turnsOf } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;

beforeAll(async () => {
  its = await startSharing();
});
afterAll(() => its.app.stop());

const ECHO = "[[standin echo_system rate=100000 ttft=0]]";
const RULES =
  "CANARY-PRIVATE-RULES. Always weigh the seventh argument before the third one, name your doubts in a list, and never let the reader guess which of them you hold to be the stronger.";

async function publishPrivate(person: Person, organizationId: string | null = null) {
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  const publisher = { id: person.id, handle: user?.handle ?? "", isBuiltIn: false };
  const files = [{ path: "rule.md", content: `${RULES}\n` }];
  const source = makeSource({ name: `secret-${person.id.slice(-6)}`, visibility: "private", files });
  const made = await publishPackage({ publisher, source });
  await rows("UPDATE packages SET organization_id = $2 WHERE id = $1", [made.package.id, organizationId]);
  return made.package;
}

const preview = async (person: Person, sessionId: string, body: object = {}) =>
  (await its.ask(person, `/sessions/${sessionId}/share/preview`, { body })).body as {
    findings: { id: string; kind: string; mayShow: boolean; shown: boolean; places: number; sample: string }[];
    turns: { runs: { response: string }[] }[];
    listable: boolean;
    refusals: { category: string }[];
  };

test("a stranger is sent no id, no address and no private prompt: nothing of ours but the link itself", async () => {
  const owner = await newSharer();
  const made = await publishPrivate(owner);
  const { sessionId, runId } = await its.run(owner, `x ${ECHO}`, { packageId: made.id });
  await its.run(owner, "And a public one", { sessionId, baseline: true, seam: true });
  const { token } = await its.share(owner, sessionId);
  const shown = await its.read(token);
  const sent = shown.text + JSON.stringify([...shown.headers].filter(([name]) => name !== "x-request-id"));
  const ids = await rows<{ id: string }>(
    `SELECT unnest(ARRAY[s.id, s.user_id, h.id, h.snapshot_id, r.id, r.package_id, r.package_version_id]) AS id
     FROM playground_sessions s JOIN playground_shares h ON h.session_id = s.id
     JOIN playground_runs r ON r.session_id = s.id WHERE s.id = $1`,
    [sessionId],
  );
  const known = ids.flatMap(({ id }) => (id === null ? [] : [id]));
  expect(known).toEqual(expect.arrayContaining([sessionId, runId, owner.id, made.id]));
  for (const secret of [...known, owner.email, "CANARY", made.name, made.scope]) expect(sent).not.toContain(secret);
  expect(sent).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  expect(turnsOf(shown).map(({ runs }) => runs[0]?.["prompt"])).toEqual([
    { kind: "private_package" },
    { kind: "none" },
  ]);
});

test("text of a private package is taken out of answers; its owner can leave it in, and nobody else", async () => {
  const owner = await newSharer();
  const member = await newSharer();
  const people = [owner, member].map(({ id }) => ({ id, handle: "", isBuiltIn: false }));
  const made = await publishPrivate(owner, await makeOrganization(`org-${owner.id.slice(-6)}`, people));
  for (const [person, mayShow] of [[owner, true] as const, [member, false] as const]) {
    const ran = await its.run(person, `x ${ECHO}`, { packageId: made.id });
    expect(ran.response).toContain("seventh argument");
    const { findings } = await preview(person, ran.sessionId);
    expect(findings).toMatchObject([{ kind: "prompt", mayShow, shown: false }]);
    const { token } = await its.share(person, ran.sessionId);
    expect((await its.read(token)).text).not.toContain("seventh argument");
    const asked = { shownFindings: findings.map(({ id }) => id) };
    expect((await its.patch(person, ran.sessionId, asked)).status).toBe(200);
    const shown = await its.read(token);
    expect(shown.text.includes("seventh argument")).toBe(mayShow);
  }
});

test("who left the organisation of a package that they published shows no more of its text", async () => {
  const owner = await newSharer();
  const organization = await makeOrganization(`left-${owner.id.slice(-6)}`, [
    { ...owner, handle: "", isBuiltIn: false },
  ]);
  const made = await publishPrivate(owner, organization);
  const { sessionId, runId } = await its.run(owner, `x ${ECHO}`, { packageId: made.id });
  const { loadHiddenTexts, loadRunsToShare } = await import("@/lib/sessions/load-runs-to-share.server");
  const may = async () => [
    (await loadHiddenTexts(owner.id, sessionId)).map(({ mayShow }) => mayShow),
    (await loadRunsToShare(sessionId, [runId])).map((run) => run.package?.isOwn),
  ];
  expect(await may()).toEqual([[true], [true]]);
  await rows("DELETE FROM organization_members WHERE user_id = $1", [owner.id]);
  expect(await may()).toEqual([[false], [false]]);
});

test("somebody else's private package is taken out first, however many prompts of one's own a session was run with", async () => {
  const owner = await newSharer();
  const member = await newSharer();
  const people = [owner, member].map(({ id }) => ({ id, handle: "", isBuiltIn: false }));
  const made = await publishPrivate(owner, await makeOrganization(`org-${owner.id.slice(-6)}`, people));
  const { sessionId } = await its.run(member, `x ${ECHO}`, { packageId: made.id });
  const userInput = "Hello [[standin tokens=5 rate=100000 ttft=0]]";
  for (const turn of [0, 1, 2, 3, 4, 5]) {
    const lanes = [0, 1, 2, 3].map((lane) => ({ customPrompt: `Answer ${turn} and ${lane} as briefly as you can.` }));
    const body = { sessionId, userInput, lanes: lanes.map((lane) => ({ ...lane, model: "haiku" })) };
    expect((await its.ask(member, "/comparisons", { body })).status).toBe(200);
  }
  const [first] = await rows<{ id: string }>(
    "SELECT id FROM playground_runs WHERE session_id = $1 ORDER BY id LIMIT 1",
    [sessionId],
  );
  const { turns, findings } = await preview(member, sessionId, { runIds: [first?.id] });
  expect(findings).toMatchObject([{ kind: "prompt", mayShow: false }]);
  expect(turns[0]?.runs[0]?.response).not.toContain("seventh argument");
});

test("the text of one's own prompt is public only where that was chosen, also where the answer quotes it", async () => {
  const owner = await newSharer();
  const customPrompt = RULES.replace("PRIVATE", "OWN");
  const { sessionId } = await its.run(owner, `x ${ECHO}`, { customPrompt });
  const { token } = await its.share(owner, sessionId);
  const closed = await its.read(token);
  expect(closed.text).not.toContain("seventh argument");
  expect(turnsOf(closed)[0]?.runs[0]?.["prompt"]).toEqual({ kind: "custom", text: null });
  await its.patch(owner, sessionId, { includePrompt: true });
  const open = await its.read(token);
  expect(turnsOf(open)[0]?.runs[0]).toMatchObject({ prompt: { kind: "custom", text: customPrompt } });
  await its.patch(owner, sessionId, { includePrompt: false });
  expect((await its.read(token)).text).not.toContain("seventh argument");
});

test("a fork of a prompt that was not shared goes on without it", async () => {
  const owner = await newSharer();
  const reader = await newSharer();
  const { sessionId } = await its.run(owner, "x", { customPrompt: RULES });
  const { token } = await its.share(owner, sessionId);
  const fork = await its.ask(reader, `/shared/${token}/fork`, { body: {} });
  const ran = await its.run(reader, `y ${ECHO}`, { sessionId: fork.body["sessionId"] });
  expect(ran.response).not.toContain("CANARY");
});

test("secrets and personal data are taken out wherever they stand, unless their owner leaves them in", async () => {
  const owner = await newSharer();
  const secret = `sk-ant-api03-${"aB3dE6gH9".repeat(10)}`;
  const mail = "jane.roe@corp-mail.io";
  const { sessionId } = await its.run(owner, `Use ${secret} and write to ${mail}, again ${mail}`);
  const { findings } = await preview(owner, sessionId);
  // The secret stands in the title as well, cut.
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["personal", "secret"]));
  const places = Object.fromEntries(findings.map((finding) => [finding.kind, finding.places]));
  expect(places["personal"]).toBeGreaterThanOrEqual(2);
  for (const { sample } of findings) expect(secret.includes(sample) || mail.includes(sample)).toBe(false);
  const { token } = await its.share(owner, sessionId);
  const clean = await its.read(token);
  expect(clean.text).not.toContain(secret.slice(0, 30));
  expect(clean.text).not.toContain(mail);
  const left = findings.filter(({ kind }) => kind === "personal").map(({ id }) => id);
  await its.patch(owner, sessionId, { shownFindings: left });
  const shown = await its.read(token);
  expect(shown.text).toContain(mail);
  expect(shown.text).not.toContain(secret.slice(0, 30));
  // A later change of something else leaves that as it is.
  await its.patch(owner, sessionId, { title: `Mail to ${mail} with ${secret}` });
  const after = await its.read(token);
  expect(after.text).toContain(mail);
  expect(after.text).not.toContain(secret.slice(0, 30));
});

test("what plain rules refuse is refused with its reason, in the preview as well; what Claude flags is too", async () => {
  const owner = await newSharer();
  const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  const plain = await its.run(owner, `Keep this: ${eicar}`);
  expect((await preview(owner, plain.sessionId)).refusals).toMatchObject([{ category: "malware" }]);
  const refused = await its.ask(owner, `/sessions/${plain.sessionId}/share`, { body: {} });
  expect([refused.status, refused.body["refusals"]]).toMatchObject([422, [{ category: "malware" }]]);
  const flagged = await its.run(owner, "Rude words [[standin flag=harassment]]");
  const judged = await its.ask(owner, `/sessions/${flagged.sessionId}/share`, { body: {} });
  expect([judged.status, judged.body["refusals"]]).toMatchObject([422, [{ category: "harassment" }]]);
  expect(await rows("SELECT 1 FROM playground_shares WHERE user_id = $1", [owner.id])).toHaveLength(0);
});

test("where Claude cannot be asked a link is published and not listed before it was", async () => {
  const owner = await newSharer();
  const [rule] = await rows<{ id: string }>("SELECT id FROM packages WHERE visibility = 'public' LIMIT 1");
  const more = rule === undefined ? {} : { packageId: rule.id };
  const { sessionId } = await its.run(owner, "x [[standin flag_error=529]]", more);
  const share = await its.share(owner, sessionId, { listed: rule !== undefined });
  expect((await its.read(share.token)).status).toBe(200);
  const [row] = await rows("SELECT judgement FROM playground_shares WHERE session_id = $1", [sessionId]);
  expect(row).toEqual({ judgement: "unjudged" });
});

test("a title that was made of the first input tells nothing that was taken out of it, nor of a turn that is not shared", async () => {
  const owner = await newSharer();
  const address = "https://admin:Tr0ub4dorX9@jenkins.internal/job/7";
  const first = await its.run(owner, `${address} answers with 500. ${"Why does it do that? ".repeat(3)}`);
  await its.share(owner, first.sessionId);
  const share = (await its.ask(owner, `/sessions/${first.sessionId}/share`)).body as { token: string };
  expect((await its.read(share.token)).text).not.toContain("Tr0ub4dorX9");
  // Neither where it is sent as it stands in the list, or written by hand.
  for (const title of ["admin:Tr0ub4dorX9@jenkins.internal", "Why admin:Tr0ub4dor"]) {
    await its.patch(owner, first.sessionId, { title });
    expect((await its.read(share.token)).text).not.toContain("Tr0ub4dor");
  }
  const unshared = await its.run(owner, "Confidential project Heliotrope");
  const second = await its.run(owner, "A harmless question", { sessionId: unshared.sessionId });
  const { token } = await its.share(owner, unshared.sessionId, { runIds: [second.runId] });
  const shown = await its.read(token);
  expect(shown.text).not.toContain("Heliotrope");
  expect(shown.body["title"]).toContain("A harmless question");
});

test("text of a private package is taken out of every turn of its thread, also of one that was asked without it", async () => {
  const owner = await newSharer();
  const member = await newSharer();
  const people = [owner, member].map(({ id }) => ({ id, handle: "", isBuiltIn: false }));
  const made = await publishPrivate(owner, await makeOrganization(`seam-${owner.id.slice(-6)}`, people));
  const { sessionId } = await its.run(member, "x", { packageId: made.id });
  const quoting = { sessionId, baseline: true, seam: true };
  const later = await its.run(member, `Say this: ${RULES} [[standin echo_user rate=100000 ttft=0]]`, quoting);
  expect(later.response).toContain("seventh argument");
  const { token } = await its.share(member, sessionId, { runIds: [later.runId] });
  expect((await its.read(token)).text).not.toContain("seventh argument");
});
