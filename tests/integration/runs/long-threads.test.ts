import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { makeSource } from "@/tests/integration/packages/make-people";
import { PAID_GRANT } from "@/tests/support/paid-grant";
import { brokenInvariants, newUser, receiptOf, refusalOf, rows, start, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "1000" });
});
afterAll(() => product.stop());

async function richUser() {
  const user = await newUser();
  await rows(PAID_GRANT, [new Date(), user.id, 1_000, `stripe:pi:${user.id}:grant`, newId()]);
  return user;
}

const estimate = async (user: { id: string }, body: Record<string, unknown>) => {
  const { estimateRun } = await import("@/lib/runs/estimate-run.server");
  const { RunRequest } = await import("@/lib/runs/run-request");
  return estimateRun(user.id, RunRequest.parse(body), new Date());
};

/** What reached the provider last: how many messages. */
async function lastMessages(): Promise<number> {
  const answer = await fetch(`${product.claudeUrl}/_local/requests?after=0`);
  return ((await answer.json()) as { messages: number }[]).at(-1)?.messages ?? 0;
}

/** A thread of so many turns with texts of so many words. */
async function thread(user: Awaited<ReturnType<typeof richUser>>, turns: number, words: number) {
  const input = `${"word ".repeat(words)}[[standin tokens=20 rate=50000 ttft=1]]`;
  const first = await receiptOf(user, { userInput: input });
  for (let index = 1; index < turns; index += 1) {
    await receiptOf(user, { sessionId: first.sessionId, userInput: input });
  }
  return first.sessionId;
}

test("left out on request: the newest turns that fit the budget are sent, and the receipt says how many were not", async () => {
  const user = await richUser();
  const sessionId = await thread(user, 4, 1_500);
  const ask = { sessionId, userInput: "And now? [[standin tokens=20 rate=50000 ttft=1]]", maxCredits: 2 };
  expect(await refusalOf(start(user, ask))).toMatchObject({ code: "budget_too_small", details: { minCredits: 3 } });
  const told = await estimate(user, { ...ask, fitHistory: true });
  expect(told).toMatchObject({ maxCredits: 2, omittedTurns: 3, history: { turns: 1 } });
  expect(told.contextTokens).toBeLessThan(told.contextLimit);
  const receipt = await receiptOf(user, { ...ask, fitHistory: true });
  expect(receipt).toMatchObject({ omittedTurns: 3, creditsQuoted: 2 });
  expect(await lastMessages()).toBe(3);
  const { findSession } = await import("@/lib/sessions/get-session.server");
  const session = await findSession(user.id, sessionId);
  expect(session?.turns.map((turn) => turn.runs[0]?.omittedTurns)).toEqual([0, 0, 0, 0, 3]);
});

test("the turn after one that left turns out is weighed by what it sends, not by what that one sent", async () => {
  const user = await richUser();
  const sessionId = await thread(user, 4, 1_500);
  const short = { sessionId, userInput: "And now? [[standin tokens=20 rate=50000 ttft=1]]" };
  await receiptOf(user, { ...short, maxCredits: 2, fitHistory: true });
  const whole = await receiptOf(user, short);
  expect(whole.omittedTurns).toBe(0);
  expect(whole.usage.inputTokens + whole.usage.cacheWriteTokens + whole.usage.cacheReadTokens).toBeGreaterThan(6_000);
  const [run] = await rows<{ prompt: number; sent: number }>(
    `SELECT prompt_tokens AS prompt, input_tokens + cache_read_tokens + cache_write_tokens AS sent FROM playground_runs
    WHERE id = $1`,
    [whole.runId],
  );
  expect(run?.prompt).toBeGreaterThanOrEqual(run?.sent ?? Number.POSITIVE_INFINITY);
});

test("a thread heavier than any budget carries is no dead end: it goes on without its oldest turns, and says so", async () => {
  const user = await richUser();
  const sessionId = await thread(user, 1, 10);
  await rows(
    `UPDATE playground_runs SET response = repeat('heavy words here ', 20000), usage = NULL, usage_estimated = true
    WHERE session_id = $1`,
    [sessionId],
  );
  const tail = { sessionId, userInput: "Go on. [[standin tokens=20 rate=50000 ttft=1]]" };
  const told = await estimate(user, tail);
  expect(told).toMatchObject({ history: { turns: 1 }, omittedTurns: 0 });
  for (let index = 0; index < 3; index += 1) {
    await receiptOf(user, { ...tail, maxCredits: 40, fitHistory: false });
    await rows(
      `UPDATE playground_runs SET response = repeat('heavy words here ', 20000), usage = NULL, usage_estimated = true
      WHERE session_id = $1`,
      [sessionId],
    );
  }
  const receipt = await receiptOf(user, tail);
  expect(receipt.omittedTurns).toBeGreaterThan(0);
  expect(await brokenInvariants()).toEqual([]);
});

/** A slash command of this user's own, as a package. */
async function command(user: { id: string }): Promise<string> {
  const [owner] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [user.id]);
  const files = [{ path: "cmd.md", content: "Do $ARGUMENTS\n" }];
  const source = makeSource({ name: `cmd-${user.id.slice(-6)}`, subtype: "slash-command", files });
  const publisher = { id: user.id, handle: owner?.handle ?? "", isBuiltIn: false };
  return (await publishPackage({ publisher, source })).package.id;
}

test("a command's own turn always goes along, and weighs what it weighs, whatever turns in between left it out", async () => {
  const user = await richUser();
  const packageId = await command(user);
  const quick = "[[standin tokens=20 rate=50000 ttft=1]]";
  const heavy = await receiptOf(user, { packageId, userInput: `${"word ".repeat(15_000)}${quick}` });
  const { sessionId } = heavy;
  await receiptOf(user, { sessionId, userInput: `two ${quick}` });
  const light = { sessionId, seam: true, fitHistory: true, maxCredits: 1 };
  const without = await receiptOf(user, { ...light, baseline: true, userInput: `three ${quick}` });
  expect(without.usage.inputTokens).toBeLessThan(200);
  for (const parentRunId of [undefined, without.runId]) {
    const back = { ...light, packageId, userInput: `four ${quick}`, ...(parentRunId ? { parentRunId } : {}) };
    expect((await refusalOf(start(user, back))).code).toBe("budget_too_small");
  }
  const paid = await receiptOf(user, {
    sessionId,
    seam: true,
    fitHistory: true,
    packageId,
    userInput: `five ${quick}`,
  });
  expect(paid.creditsSpent).toBeGreaterThan(3);
});

test("leaving turns out on request is no dead end where sending all is none", async () => {
  const user = await richUser();
  const input = `${"word ".repeat(2_000)}[[standin tokens=20 rate=50000 ttft=1]]`;
  const { sessionId } = await receiptOf(user, { model: "fable", maxCredits: 40, userInput: input });
  const body = { sessionId, userInput: "漢".repeat(38_000) };
  const [whole, asked] = [await estimate(user, body), await estimate(user, { ...body, fitHistory: true })];
  expect([whole.omittedTurns, asked.omittedTurns]).toEqual([1, 1]);
});

test("a turn that was answered with blanks alone does not spoil the thread", async () => {
  const user = await richUser();
  const quick = "x [[standin tokens=20 rate=50000 ttft=1]]";
  const first = await receiptOf(user, { userInput: quick });
  await rows("UPDATE playground_runs SET response = E'\\n\\n' WHERE id = $1", [first.runId]);
  await receiptOf(user, { sessionId: first.sessionId, userInput: quick });
  expect(await lastMessages()).toBe(1);
});

test("an edited or repeated turn stands beside the first: both threads can be read, nothing is overwritten", async () => {
  const user = await richUser();
  const quick = "[[standin tokens=20 rate=50000 ttft=1]]";
  const first = await receiptOf(user, { userInput: `one ${quick}` });
  const { sessionId } = first;
  const second = await receiptOf(user, { sessionId, userInput: `two ${quick}` });
  const again = await receiptOf(user, { sessionId, parentRunId: first.runId, userInput: `two ${quick}` });
  const edited = await receiptOf(user, { sessionId, parentRunId: null, userInput: `other ${quick}` });
  const { findSession } = await import("@/lib/sessions/get-session.server");
  const read = async (through?: string) => {
    const session = await findSession(user.id, sessionId, through);
    return session?.turns.map((turn) => turn.runs[0]?.runId);
  };
  expect(await read()).toEqual([edited.runId]);
  expect(await read(first.runId)).toEqual([first.runId, again.runId]);
  expect(await read(second.runId)).toEqual([first.runId, second.runId]);
  expect(await read(newId())).toBeUndefined();
  const session = await findSession(user.id, sessionId, second.runId);
  expect(session?.turns.map((turn) => turn.runs[0]?.versions)).toEqual([
    [first.runId, edited.runId],
    [second.runId, again.runId],
  ]);
});

test("a run of another session, or of another's, is no way into a thread", async () => {
  const [user, other] = [await richUser(), await richUser()];
  const quick = "x [[standin tokens=20 rate=50000 ttft=1]]";
  const mine = await receiptOf(user, { userInput: quick });
  const elsewhere = await receiptOf(user, { userInput: quick });
  const theirs = await receiptOf(other, { userInput: quick });
  const { findSession } = await import("@/lib/sessions/get-session.server");
  expect(await findSession(user.id, mine.sessionId, elsewhere.runId)).toBeNull();
  expect(await findSession(user.id, mine.sessionId, theirs.runId)).toBeNull();
  expect(await findSession(other.id, mine.sessionId, mine.runId)).toBeNull();
});
