import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { forkShare } from "@/lib/sessions/fork-share.server";
import { findForkStart } from "@/lib/sessions/fork-start.server";
import { createShare } from "@/lib/sessions/publish-share.server";
import type { ShareBody } from "@/lib/sessions/share";
import { makeSource } from "@/tests/integration/packages/make-people";
import { newUser, receiptOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000" });
});
afterAll(() => product.stop());

const PROMPT = "Answer as the harbour master of Piraeus would, counting ships in dozens.";

/** Somebody's thread under a link, and somebody else's fork of it: of all its turns, or of so many. */
async function forkOf(author: { id: string; plan: "free" }, request: object, body: ShareBody = {}, turns?: number) {
  const { sessionId } = await receiptOf(author, { userInput: "x", model: "haiku", ...request });
  const user = { id: author.id, plan: "plus" as const };
  const { token } = await createShare({ user, sessionId, body, now: new Date() });
  const reader = await newUser();
  const fork = await forkShare({ user: reader, token, body: { turns }, now: new Date() });
  return { reader, sessionId: fork.sessionId, start: await findForkStart(reader.id, fork.sessionId, new Date()) };
}

async function publish(userId: string, name: string, visibility: "public" | "private") {
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [userId]);
  const publisher = { id: userId, handle: user?.handle ?? "", isBuiltIn: false };
  const source = makeSource({ name, visibility, files: [{ path: "rule.md", content: "Be brief.\n" }] });
  return (await publishPackage({ publisher, source })).package.id;
}

test("a fork begins with the package, version and model of what was shared, also of none of its turns", async () => {
  const author = await newUser();
  const packageId = await publish(author.id, "open", "public");
  const expected = { model: "haiku", packageId, packageVersion: "1.0.0", prompt: "package", lanes: null };
  expect((await forkOf(author, { packageId })).start).toEqual(expected);
  expect((await forkOf(author, { packageId }, {}, 0)).start).toEqual(expected);
});

test("a private package is not named to who forks, and what a first run asks is what it would be run with", async () => {
  const author = await newUser();
  const packageId = await publish(author.id, "closed", "private");
  const { reader, sessionId, start } = await forkOf(author, { packageId });
  expect(start).toEqual({
    model: "haiku",
    packageId: null,
    packageVersion: null,
    prompt: "private_package",
    lanes: null,
  });
  const other = await publish(reader.id, "mine", "public");
  const next = { userInput: "y", sessionId, parentRunId: null, packageId: other, model: "sonnet", seam: true };
  expect((await receiptOf(reader, next)).sessionId).toBe(sessionId);
});

test("a prompt that its author did not share is hidden; one that was goes on", async () => {
  const author = await newUser();
  const request = { customPrompt: PROMPT };
  expect((await forkOf(author, request)).start?.prompt).toBe("hidden_prompt");
  const { reader, sessionId, start } = await forkOf(author, request, { includePrompt: true });
  expect(start?.prompt).toBe("custom");
  const echo = "y [[standin echo_system ttft=0]]";
  const next = { userInput: echo, sessionId, parentRunId: null, model: "haiku", seam: true };
  expect((await receiptOf(reader, next)).response).toContain("Piraeus");
});

test("a session that is no fork, is someone else's or began with what was taken down has no such start", async () => {
  const author = await newUser();
  const { sessionId } = await receiptOf(author, { userInput: "x" });
  expect(await findForkStart(author.id, sessionId, new Date())).toBeNull();
  const fork = await forkOf(author, {});
  expect(fork.start?.prompt).toBe("none");
  expect(await findForkStart(author.id, fork.sessionId, new Date())).toBeNull();
  await rows(
    `UPDATE playground_snapshots SET taken_down_at = now() WHERE id =
    (SELECT forked_snapshot_id FROM playground_sessions WHERE id = $1)`,
    [fork.sessionId],
  );
  expect(await findForkStart(fork.reader.id, fork.sessionId, new Date())).toBeNull();
});
