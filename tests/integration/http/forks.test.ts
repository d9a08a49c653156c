import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { makeSource } from "@/tests/integration/packages/make-people";
import { newPerson, type Person } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { inputsOf, newSharer, startSharing, turnsOf } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;

beforeAll(async () => {
  its = await startSharing();
});
afterAll(() => its.app.stop());

/** What reached the provider last: how many messages. */
async function lastMessages(): Promise<number> {
  const answer = await fetch(`${its.app.claudeUrl}/_local/requests?after=0`);
  return ((await answer.json()) as { messages: number }[]).at(-1)?.messages ?? 0;
}

async function sharedThread(person: Person, inputs: readonly string[], more: object = {}) {
  const [first = "", ...others] = inputs;
  const { sessionId } = await its.run(person, first, more);
  for (const input of others) await its.run(person, input, { sessionId });
  return { sessionId, ...(await its.share(person, sessionId)) };
}

async function fork(person: Person, token: string, body: object = {}): Promise<string> {
  const answer = await its.ask(person, `/shared/${token}/fork`, { body });
  expect(answer.status, answer.text).toBe(200);
  return String(answer.body["sessionId"]);
}

async function publish(person: Person, fields: Parameters<typeof makeSource>[0]) {
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [person.id]);
  const publisher = { id: person.id, handle: user?.handle ?? "", isBuiltIn: false };
  return publishPackage({ publisher, source: makeSource(fields) });
}

test("a fork is one's own session that goes on from what was shared, and the model is told of it", async () => {
  const owner = await newSharer();
  const reader = await newPerson();
  const { token } = await sharedThread(owner, ["First", "Second"]);
  const sessionId = await fork(reader, token);
  const empty = await its.ask(reader, `/sessions/${sessionId}`);
  expect(inputsOf(empty)).toEqual(["First", "Second"]);
  const next = await its.run(reader, "My own", { sessionId });
  expect(await lastMessages()).toBe(5);
  expect(next).toMatchObject({ parentRunId: null });
  await its.run(reader, "And on", { sessionId });
  expect(await lastMessages()).toBe(7);
  const session = await its.ask(reader, `/sessions/${sessionId}`);
  expect(inputsOf(session)).toEqual(["First", "Second", "My own", "And on"]);
  // Nothing of it is the owner's business.
  expect((await its.ask(owner, `/sessions/${sessionId}`)).status).toBe(404);
  expect(inputsOf(await its.read(token))).toEqual(["First", "Second"]);
});

test("the quote of a fork's next turn counts what was shared", async () => {
  const owner = await newSharer();
  const reader = await newPerson();
  const { token } = await sharedThread(owner, ["word ".repeat(2_000)]);
  const sessionId = await fork(reader, token);
  const quote = async (body: object) => (await its.ask(reader, "/estimate", { body })).body;
  const alone = await quote({ baseline: true, userInput: "Go on" });
  const forked = await quote({ sessionId, userInput: "Go on" });
  expect(Number(forked["contextTokens"])).toBeGreaterThan(Number(alone["contextTokens"]) + 1_900);
});

test("a fork stays when the link ends; a link that has ended cannot be forked", async () => {
  const owner = await newSharer();
  const reader = await newPerson();
  const shared = await sharedThread(owner, ["Heliotrope"]);
  const sessionId = await fork(reader, shared.token);
  await its.revoke(owner, shared.sessionId);
  expect(inputsOf(await its.ask(reader, `/sessions/${sessionId}`))).toEqual(["Heliotrope"]);
  expect((await its.ask(reader, `/shared/${shared.token}/fork`, { body: {} })).status).toBe(404);
  await its.ask(owner, `/sessions/${shared.sessionId}`, { method: "DELETE" });
  expect(inputsOf(await its.ask(reader, `/sessions/${sessionId}`))).toEqual(["Heliotrope"]);
  // The last who needs the copy takes it along.
  await its.ask(reader, `/sessions/${sessionId}`, { method: "DELETE" });
  expect(await rows("SELECT 1 FROM playground_snapshots WHERE content::text LIKE '%Heliotrope%'")).toHaveLength(0);
});

test("a free reader's fork lasts a day, with PRPM+ it is kept; both are found by what was shared", async () => {
  const owner = await newSharer();
  const { token } = await sharedThread(owner, ["Zebra crossings"]);
  for (const [reader, saved] of [[await newPerson(), false] as const, [await newSharer(), true] as const]) {
    const sessionId = await fork(reader, token);
    expect((await its.ask(reader, `/sessions/${sessionId}`)).body).toMatchObject({ saved });
    const found = await its.ask(reader, "/sessions?q=zebra");
    expect(found.body["items"]).toMatchObject([{ id: sessionId, saved }]);
  }
  expect((await its.ask(null, `/shared/${token}/fork`, { body: {} })).status).toBe(401);
});

test("a shared turn is run again with its own package, version and model, and listed once that is done", async () => {
  const owner = await newSharer();
  const reader = await newSharer();
  const made = await publish(owner, {
    name: `again-${owner.id.slice(-8)}`,
    files: [{ path: "rule.md", content: "RULE-OF-ONE\n" }],
  });
  const chosen = { packageId: made.package.id, model: "haiku" };
  const { token } = await sharedThread(owner, ["First", "Second"], chosen);
  await publish(owner, {
    name: `again-${owner.id.slice(-8)}`,
    version: "2.0.0",
    files: [{ path: "rule.md", content: "RULE-OF-TWO\n" }],
  });
  const sessionId = await fork(reader, token, { turns: 1, again: true });
  expect((await its.ask(reader, "/sessions")).body["items"]).toEqual([]);
  const again = await its.run(reader, "Second [[standin echo_system]]", { sessionId });
  expect(again).toMatchObject({ model: "haiku", response: expect.stringContaining("RULE-OF-ONE") });
  expect(await lastMessages()).toBe(3);
  const listed = await its.ask(reader, "/sessions");
  expect(listed.body["items"]).toMatchObject([{ id: sessionId, saved: true }]);
  expect(inputsOf(await its.ask(reader, `/sessions/${sessionId}`))[0]).toBe("First");
  for (const turns of [2, 3]) {
    expect((await its.ask(reader, `/shared/${token}/fork`, { body: { turns, again: true } })).status).toBe(404);
  }
});

test("a fork of what was run with a private package shows its answers and does not run it", async () => {
  const owner = await newSharer();
  const reader = await newPerson();
  const made = await publish(owner, {
    name: "hidden",
    visibility: "private",
    files: [{ path: "rule.md", content: "PRIVATE-RULE\n" }],
  });
  const { token } = await sharedThread(owner, ["First"], { packageId: made.package.id });
  const sessionId = await fork(reader, token);
  const refused = await its.ask(reader, "/run", { body: { sessionId, userInput: "Go on [[standin echo_system]]" } });
  expect([refused.status, refused.text]).toEqual([404, expect.not.stringContaining("PRIVATE-RULE")]);
  const other = await its.run(reader, "Go on", { sessionId, baseline: true, seam: true });
  expect(other.response).not.toContain("PRIVATE-RULE");
});

test("forks and the end of their link at once: each fork is whole or not there", async () => {
  const owner = await newSharer();
  const reader = await newSharer();
  for (let round = 0; round < 5; round += 1) {
    const shared = await sharedThread(owner, [`Round ${round}`]);
    const forks = Array.from({ length: 6 }, () => its.ask(reader, `/shared/${shared.token}/fork`, { body: {} }));
    const [, ...answers] = await Promise.all([its.revoke(owner, shared.sessionId), ...forks]);
    for (const answer of answers) {
      expect([200, 404]).toContain(answer.status);
      if (answer.status === 404) continue;
      const session = await its.ask(reader, `/sessions/${answer.body["sessionId"]}`);
      expect(turnsOf(session)).toHaveLength(1);
    }
  }
});
