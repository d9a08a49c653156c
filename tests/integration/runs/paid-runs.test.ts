import { afterAll, beforeAll, expect, test } from "vitest";
import {
  brokenInvariants,
  newUser,
  receiptOf,
  refusalOf,
  rows,
  run,
  start,
  startProduct,
  wallet,
} from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "1000" });
});
afterAll(() => product.stop());

const QUICK = "[[standin tokens=30 rate=5000 ttft=1]]";

test("D12: the first thing a new account does can be a run, and it is charged what it used", async () => {
  const user = await newUser();
  const receipt = await receiptOf(user, { userInput: `Hello ${QUICK}` });
  expect(receipt).toMatchObject({ creditsQuoted: 1, creditsSpent: 1, creditsRemaining: 4, stopReason: "end_turn" });
  expect(receipt.usage.outputTokens).toBe(30);
  expect(receipt.response.length).toBeGreaterThan(50);
  expect(await wallet(user.id)).toMatchObject({ balance: 4, held: 0, available: 4, breakdown: { trial: 4 } });
  expect(await brokenInvariants()).toEqual([]);
});

test("D6: fifty parallel runs on five credits give five answers, 45 refusals and no drift", async () => {
  const user = await newUser();
  const ends = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => run(user, { userInput: `Run ${index} ${QUICK}`, maxCredits: 1 })),
  );
  const answers = ends.filter((end) => end.status === "fulfilled" && end.value.type === "done");
  const refused = ends.filter((end) => end.status === "rejected" && end.reason.code === "insufficient_credits");
  expect([answers.length, refused.length]).toEqual([5, 45]);
  expect(await wallet(user.id)).toMatchObject({ balance: 0, held: 0 });
  expect(await brokenInvariants()).toEqual([]);
});

test("not enough credits says what is needed, what is there and where to get more, and writes nothing", async () => {
  const user = await newUser();
  const refusal = await refusalOf(run(user, { userInput: `x ${QUICK}`, maxCredits: 6 }));
  expect(refusal).toEqual({
    code: "insufficient_credits",
    details: { required: 6, available: 5, purchaseUrl: "/playground/credits/buy" },
  });
  expect(await rows("SELECT id FROM playground_runs WHERE user_id = $1", [user.id])).toEqual([]);
  expect(await rows("SELECT id FROM playground_sessions WHERE user_id = $1", [user.id])).toEqual([]);
});

test("D7: a run holds its quote, is charged by use, and gives the rest back", async () => {
  const user = await newUser();
  const going = await start(user, { userInput: "x [[standin tokens=200 rate=200 ttft=1]]", maxCredits: 4 });
  expect(await wallet(user.id)).toMatchObject({ balance: 5, held: 4, available: 1 });
  expect((await going.ended()).data).toMatchObject({ creditsQuoted: 4, creditsSpent: 1, creditsRemaining: 4 });
  expect(await wallet(user.id)).toMatchObject({ balance: 4, held: 0, available: 4 });
});

test("a budget that ends the text keeps it, charges for it and says so", async () => {
  const user = await newUser();
  const receipt = await receiptOf(user, { userInput: "x [[standin tokens=5000 rate=50000 ttft=1]]", maxCredits: 1 });
  expect(receipt).toMatchObject({ stopReason: "max_tokens", creditsSpent: 1, creditsQuoted: 1 });
  expect(receipt.tokensUsed).toBeLessThanOrEqual(2_000);
});

test("the provider's usage is stored as it came, with its cost in micro-dollars", async () => {
  const user = await newUser();
  const { runId, usage } = await receiptOf(user, { userInput: `Hello ${QUICK}` });
  const [stored] = await rows<{ usage: Record<string, number>; cost: number; estimated: boolean; request: string }>(
    `SELECT usage, cost_micro_usd AS cost, usage_estimated AS estimated, provider_request_id AS request
    FROM playground_runs WHERE id = $1`,
    [runId],
  );
  expect(stored?.usage).toMatchObject({ input_tokens: usage.inputTokens, output_tokens: usage.outputTokens });
  expect(stored).toMatchObject({ cost: usage.inputTokens * 2 + usage.outputTokens * 10, estimated: false });
  expect(stored?.request).toMatch(/^req_/);
});

test("a run leaves one usage row a day, version and model, also when it fails", async () => {
  const user = await newUser();
  await run(user, { userInput: `a ${QUICK}` });
  await run(user, { userInput: `b ${QUICK}` });
  await run(user, { userInput: "c [[standin error_after=2 rate=5000 ttft=1]]" });
  expect(
    await rows("SELECT runs, succeeded, failed, credits FROM playground_usage WHERE user_id = $1", [user.id]),
  ).toEqual([{ runs: 3, succeeded: 2, failed: 1, credits: 2 }]);
});

test("D25, D38: the next turn sends the thread's answers again and rests its weight on the provider's count", async () => {
  const user = await newUser();
  const first = await receiptOf(user, { userInput: `My name is Ada. ${QUICK}` });
  const second = await receiptOf(user, { sessionId: first.sessionId, userInput: "[[standin echo_user]] again" });
  expect(second.parentRunId).toBe(first.runId);
  expect(second.usage.inputTokens).toBeGreaterThan(first.usage.inputTokens + first.usage.outputTokens);
  const again = await receiptOf(user, { sessionId: first.sessionId, parentRunId: null, userInput: `Anew ${QUICK}` });
  expect(again.parentRunId).toBeNull();
  expect(again.usage.inputTokens).toBeLessThan(first.usage.inputTokens + first.usage.outputTokens);
});

test("D30: naming another model in a thread is a conflict unless the seam is wanted", async () => {
  const user = await newUser();
  const { sessionId } = await receiptOf(user, { userInput: `x ${QUICK}` });
  const request = { sessionId, userInput: `y ${QUICK}`, model: "haiku" };
  expect((await refusalOf(run(user, request))).code).toBe("conflict");
  expect(await receiptOf(user, { ...request, seam: true })).toMatchObject({ model: "haiku", sessionId });
  expect(await receiptOf(user, { sessionId, userInput: `z ${QUICK}` })).toMatchObject({ model: "haiku" });
});

test("a turn on top of one that is still being answered is a conflict", async () => {
  const user = await newUser();
  const going = await start(user, { userInput: "x [[standin tokens=50 rate=100 ttft=1]]" });
  const [session] = await rows<{ id: string }>("SELECT session_id AS id FROM playground_runs WHERE id = $1", [
    going.runId,
  ]);
  expect((await refusalOf(run(user, { sessionId: session?.id, userInput: "y" }))).code).toBe("conflict");
  await going.ended();
});

test("D15: another person's session, run and parent are not found", async () => {
  const [owner, other] = [await newUser(), await newUser()];
  const { sessionId, runId } = await receiptOf(owner, { userInput: `x ${QUICK}` });
  expect((await refusalOf(run(other, { sessionId, userInput: "y" }))).code).toBe("not_found");
  const own = await receiptOf(other, { userInput: `x ${QUICK}` });
  const foreign = run(other, { sessionId: own.sessionId, parentRunId: runId, userInput: "y" });
  expect((await refusalOf(foreign)).code).toBe("not_found");
  const { findRun } = await import("@/lib/runs/read-run.server");
  expect(await findRun(other.id, runId, new Date())).toBeNull();
});

test("a prompt's remembered count is never another prompt's: neither what the session adds nor another's files", async () => {
  const { estimateRun } = await import("@/lib/runs/estimate-run.server");
  const { RunRequest } = await import("@/lib/runs/run-request");
  const user = await newUser();
  const userInput = `Same words ${QUICK}`;
  const estimate = (request: Record<string, unknown>) => estimateRun(user.id, RunRequest.parse(request), new Date());
  const light = await estimate({ baseline: true, userInput });
  expect(light.estimated).toBe(false);
  const { sessionId } = await receiptOf(user, {
    customPrompt: "Answer in one word. ".repeat(120),
    userInput: `x ${QUICK}`,
  });
  const heavy = await estimate({ sessionId, parentRunId: null, userInput });
  expect(heavy.inputTokens).toBeGreaterThan(light.inputTokens + 500);
  const again = await estimate({ baseline: true, userInput });
  expect(again.inputTokens).toBe(light.inputTokens);
});
