import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs, PLAYGROUND, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const say = (person: Person | null, runId: string, body: object) =>
  askAs(app, person, `${PLAYGROUND}/runs/${runId}/feedback`, { body });
const heardBy = (person: Person | null, packageId: string, query = "") =>
  askAs(app, person, `/api/v1/packages/${packageId}/feedback${query}`);

test("one says whether one's own run worked, changes it, and finds it again in the thread", async () => {
  const person = await newPerson();
  const { runId, sessionId } = await runAs(app, person, "Hello");
  const told = async () => {
    const { body } = await askAs(app, person, `${PLAYGROUND}/sessions/${sessionId}`);
    return (body["turns"] as { runs: { feedback: unknown }[] }[])[0]?.runs[0]?.feedback;
  };
  expect(await told()).toBeNull();
  expect((await say(person, runId, { effective: false, comment: "Too short." })).body).toEqual({
    effective: false,
    comment: "Too short.",
  });
  expect((await say(person, runId, { effective: true })).body).toEqual({ effective: true, comment: "Too short." });
  expect(await told()).toEqual({ effective: true, comment: "Too short." });
  expect((await say(person, runId, { effective: true, comment: null })).body).toEqual({
    effective: true,
    comment: null,
  });
  for (const body of [{}, { effective: "yes" }, { effective: true, comment: "x".repeat(2_001) }]) {
    expect(codeOf(await say(person, runId, body))).toEqual([422, "invalid_input"]);
  }
});

test("nobody judges another's run, one that is going, or one of a session that is gone", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const { runId, sessionId } = await runAs(app, person, "Mine");
  expect(codeOf(await say(null, runId, { effective: true }))).toEqual([401, "unauthenticated"]);
  expect(codeOf(await say(other, runId, { effective: true }))).toEqual([404, "not_found"]);
  expect(codeOf(await say(person, UNKNOWN_ID, { effective: true }))).toEqual([404, "not_found"]);
  expect(codeOf(await say(person, "nonsense", { effective: true }))).toEqual([404, "not_found"]);

  const going = askAs(app, person, `${PLAYGROUND}/run`, {
    body: { baseline: true, userInput: "[[standin tokens=200 rate=40]]" },
  });
  const findGoing = () =>
    rows<{ id: string }>("SELECT id FROM playground_runs WHERE user_id = $1 AND status = 'running'", [person.id]);
  await expect.poll(async () => (await findGoing()).length).toBe(1);
  const [running] = await findGoing();
  expect(codeOf(await say(person, running?.id ?? "", { effective: true }))).toEqual([409, "conflict"]);
  await askAs(app, person, `${PLAYGROUND}/runs/${running?.id}/stop`, { method: "POST" });
  await going;
  expect((await say(person, running?.id ?? "", { effective: false })).status).toBe(200);

  await askAs(app, person, `${PLAYGROUND}/sessions/${sessionId}`, { method: "DELETE" });
  expect(codeOf(await say(person, runId, { effective: true }))).toEqual([404, "not_found"]);
});

test("those who look after a package hear what others say of it, without names, inputs and ids", async () => {
  const [author, deputy, member, stranger] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  const packageId = await newPackage(author);
  await joinTeam(packageId, [
    { id: deputy.id, role: "admin" },
    { id: member.id, role: "member" },
  ]);
  const runIds: string[] = [];
  for (const [person, effective, comment] of [
    [stranger, true, "Just right."],
    [stranger, false, undefined],
    [member, false, "Asked for tests, got none."],
    [author, true, "My own."],
    [deputy, true, "Ours."],
  ] as const) {
    const { runId } = await runAs(app, person, "INPUT-CANARY", { packageId });
    runIds.push(runId);
    expect((await say(person, runId, { effective, comment })).status).toBe(200);
  }
  const { runId: baseline } = await runAs(app, stranger, "Plain");
  await say(stranger, baseline, { effective: false, comment: "No package here." });

  for (const manager of [author, deputy]) {
    const heard = await heardBy(manager, packageId);
    expect(heard.body).toEqual({
      versions: [{ version: "1.0.0", effective: 1, notEffective: 2 }],
      items: [
        { version: "1.0.0", effective: false, comment: "Asked for tests, got none.", at: expect.any(String) },
        { version: "1.0.0", effective: true, comment: "Just right.", at: expect.any(String) },
      ],
      nextCursor: null,
    });
    for (const secret of [stranger.id, stranger.email, member.id, "INPUT-CANARY", ...runIds]) {
      expect(heard.text).not.toContain(secret);
    }
  }
  const first = (await heardBy(author, packageId, "?limit=1")).body;
  const cursor = String(first["nextCursor"]);
  for (const id of runIds) expect(Buffer.from(cursor, "base64url").toString()).not.toContain(id);
  const rest = (await heardBy(author, packageId, `?limit=1&cursor=${cursor}`)).body;
  expect(rest["items"]).toMatchObject([{ comment: "Just right." }]);
  expect(rest["nextCursor"]).toBeNull();

  expect(codeOf(await heardBy(null, packageId))).toEqual([401, "unauthenticated"]);
  for (const person of [stranger, member]) {
    expect(codeOf(await heardBy(person, packageId))).toEqual([403, "forbidden"]);
  }
  expect(codeOf(await heardBy(author, UNKNOWN_ID))).toEqual([404, "not_found"]);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [packageId]);
  expect(codeOf(await heardBy(stranger, packageId))).toEqual([404, "not_found"]);
});
