import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { brokenInvariants, newUser, refusalOf, rows, run, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({
    LIMIT_RUNS_PER_MINUTE: "1000",
    LIMIT_RUNS_IN_FLIGHT: "1000",
    PROVIDER_ANSWER_SECONDS: "8",
    PROVIDER_FIRST_TOKEN_SECONDS: "2",
    PROVIDER_SILENCE_SECONDS: "2",
  });
});
beforeEach(() => rows("DELETE FROM provider_circuits"));
afterAll(() => product.stop());

let labels = 0;

/** Runs with a directive and answers how it ended and what reached the provider. */
async function attempt(directive: string, more: Record<string, unknown> = {}) {
  labels += 1;
  const label = `fault-${labels}`;
  const user = await newUser();
  const userInput = `x [[standin rate=5000 ttft=1 label=${label} ${directive}]]`;
  const end = await run(user, { userInput, ...more });
  return { user, end, attempts: await attemptsOf(label) };
}

async function attemptsOf(label: string): Promise<number> {
  const answer = await fetch(`${product.claudeUrl}/_local/requests?after=0`);
  return ((await answer.json()) as { label: string | null }[]).filter((request) => request.label === label).length;
}

test("R6: a passing fault is tried at most three times, and its answer is charged once", async () => {
  const { user, end, attempts } = await attempt("error=529 error_times=2 tokens=20");
  expect(end).toMatchObject({ type: "done", data: { creditsSpent: 1 } });
  expect(attempts).toBe(3);
  expect(await wallet(user.id)).toMatchObject({ available: 4, held: 0 });
});

test.each([
  ["error=529", "overloaded", 10, 3],
  ["error=500", "unavailable", undefined, 3],
  ["error=429 retry_after=1", "provider_limit", 1, 3],
  ["error=529 retry_after=30", "overloaded", 30, 1],
  ["error_after=0", "overloaded", 10, 1],
  ["error_after=5", "overloaded", 10, 1],
  ["cut_after=5", "cut", undefined, 1],
  ["hang_after=0", "no_answer", undefined, 1],
  ["hang_after=5", "silent", undefined, 1],
])(
  "R6: [[standin %s]] is told as %s, to be tried again in %s s, after %s attempts",
  async (fault, reason, retry, tries) => {
    const { user, end, attempts } = await attempt(fault);
    const { error, retryable, creditsCharged } = { error: "model_unavailable", retryable: true, creditsCharged: 0 };
    expect(end.data).toMatchObject({ error, reason, retryable, creditsCharged });
    expect((end.data as { retryAfterSeconds?: number }).retryAfterSeconds).toBe(retry);
    expect(attempts).toBe(tries);
    const { findRun } = await import("@/lib/runs/read-run.server");
    const stored = await findRun(user.id, end.data.runId, new Date());
    expect(stored?.error).toMatchObject({ error, reason, message: (end.data as { message: string }).message });
    expect(await wallet(user.id)).toMatchObject({ available: 5, held: 0 });
  },
);

test("headers without a word are given up as no_first_token; thinking counts as a word", async () => {
  const { end } = await attempt("ttft=5000");
  expect(end.data).toMatchObject({ error: "model_unavailable", reason: "no_first_token" });
  const thinking = await attempt("thinking=40 tokens=20", { model: "opus", maxCredits: 3 });
  expect(thinking.end.type).toBe("done");
});

test("a spending limit is not retried, pauses all models at once, frees the hold and tells the operator", async () => {
  const { user, end, attempts } = await attempt("error=429 code=enforced_spend_limit_reached");
  expect(end.data).toMatchObject({ error: "model_unavailable", reason: "spend_limit", creditsCharged: 0 });
  expect(attempts).toBe(1);
  expect(await wallet(user.id)).toMatchObject({ available: 5, held: 0 });
  const other = await newUser();
  const refused = await refusalOf(start(other, { userInput: "x", model: "haiku" }));
  expect(refused).toMatchObject({ code: "model_unavailable", details: { reason: "circuit_open", creditsCharged: 0 } });
  expect(refused.details["retryAfterSeconds"]).toBeGreaterThan(60);
  expect(await wallet(other.id)).toMatchObject({ available: 5, held: 0 });
  await sleep(50);
  expect(await rows("SELECT subject FROM alerts WHERE kind = 'provider_account'")).toEqual([
    { subject: "spend_limit" },
  ]);
});

const outages = async () => (await import("@/lib/runs/provider-outage.server")).findOutages(new Date());

async function open(): Promise<void> {
  await Promise.all(Array.from({ length: 8 }, () => attempt("error=529 retry_after=9")));
}

test("eight failures in a row pause a model, and the page is told; other models go on", async () => {
  await Promise.all(Array.from({ length: 7 }, () => attempt("error=529 retry_after=9")));
  expect(await outages()).toEqual([]);
  await attempt("error=500 retry_after=9");
  expect(await outages()).toMatchObject([{ model: "sonnet", reason: "unavailable" }]);

  const user = await newUser();
  const refused = await refusalOf(start(user, { userInput: "x [[standin label=sold]]" }));
  expect(refused).toMatchObject({ code: "model_unavailable", details: { reason: "circuit_open", retryable: true } });
  expect(await attemptsOf("sold")).toBe(0);
  const { estimateRun } = await import("@/lib/runs/estimate-run.server");
  const { RunRequest } = await import("@/lib/runs/run-request");
  const estimate = await estimateRun(user.id, RunRequest.parse({ baseline: true, userInput: "x" }), new Date());
  expect(estimate.unavailable).toMatchObject({ reason: "unavailable" });
  expect(estimate.unavailable?.retryAfterSeconds).toBeGreaterThan(3);
  expect(await run(user, { userInput: "x", model: "haiku" })).toMatchObject({ type: "done" });
  await sleep(50);
  expect(await rows("SELECT subject FROM alerts WHERE kind = 'provider_out'")).toEqual([{ subject: "sonnet" }]);
});

test("one person alone has to fail twice as often to pause a model for everybody", async () => {
  const user = await newUser();
  const fail = (count: number) =>
    Promise.all(Array.from({ length: count }, () => run(user, { userInput: "x [[standin error=529 retry_after=9]]" })));
  await fail(4);
  await fail(4);
  await fail(4);
  await fail(3);
  expect(await outages()).toEqual([]);
  await fail(1);
  expect(await outages()).toHaveLength(1);
});

test("failures between which something was answered, and those in mid-answer, pause nothing", async () => {
  await Promise.all(Array.from({ length: 7 }, () => attempt("error=529 retry_after=9")));
  await attempt("tokens=20");
  await Promise.all(Array.from({ length: 7 }, () => attempt("error=529 retry_after=9")));
  await Promise.all(Array.from({ length: 9 }, () => attempt("error_after=5")));
  expect(await outages()).toEqual([]);
});

test("a refusal of what was sent, and one by the model, are answers too", async () => {
  for (const answer of ["refusal", "error=400"]) {
    await Promise.all(Array.from({ length: 7 }, () => attempt("error=529 retry_after=9")));
    await attempt(answer);
  }
  expect(await outages()).toEqual([]);
  await open();
  await rows("UPDATE provider_circuits SET retry_at = now() - interval '1 second'");
  await attempt("refusal");
  expect(await outages()).toEqual([]);
  expect(await rows("SELECT 1 FROM provider_circuits WHERE opened_at IS NOT NULL")).toEqual([]);
});

test("whoever stops the run that was let through gives the next one its turn", async () => {
  await open();
  await rows("UPDATE provider_circuits SET retry_at = now() - interval '1 second'");
  const [stopper, next] = [await newUser(), await newUser()];
  const { stopRun } = await import("@/lib/runs/stop-run.server");
  const probe = await start(stopper, { userInput: "x [[standin hang_after=0]]" });
  expect(await refusalOf(start(next, { userInput: "x" }))).toMatchObject({ code: "model_unavailable" });
  await stopRun(stopper.id, probe.runId, new Date());
  await probe.ended();
  expect(await run(next, { userInput: "x" })).toMatchObject({ type: "done" });
});

test("what began before an outage neither ends it by its answer nor begins a new one by its failure", async () => {
  const [slow, broken] = [await newUser(), await newUser()];
  const long = await start(slow, { userInput: "x [[standin tokens=60 rate=40 ttft=1]]" });
  const torn = await start(broken, { userInput: "x [[standin rate=20 ttft=1 error_after=12]]" });
  const hung = await Promise.all(
    Array.from({ length: 8 }, async () => start(await newUser(), { userInput: "x [[standin hang_after=0]]" })),
  );
  await open();
  expect((await torn.ended()).type).toBe("error");
  expect((await long.ended()).type).toBe("done");
  expect(await outages()).toHaveLength(1);
  await rows("UPDATE provider_circuits SET retry_at = now() - interval '1 second'");
  await attempt("tokens=20");
  expect(await outages()).toEqual([]);
  for (const each of hung) expect((await each.ended()).data).toMatchObject({ reason: "no_answer" });
  expect(await outages()).toEqual([]);
});

test("after the pause one run is let through of many at once; its answer opens the model again", async () => {
  await open();
  await rows("UPDATE provider_circuits SET retry_at = now() - interval '1 second'");
  const users = await Promise.all(Array.from({ length: 10 }, () => newUser()));
  const starts = await Promise.allSettled(users.map((user) => start(user, { userInput: "x [[standin ttft=200]]" })));
  const let_through = starts.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(let_through).toHaveLength(1);
  expect((await let_through[0]?.ended())?.type).toBe("done");
  expect(await outages()).toEqual([]);
  expect(await rows("SELECT 1 FROM provider_circuits WHERE failures > 0 OR opened_at IS NOT NULL")).toEqual([]);
  expect(await run(users[1] ?? (await newUser()), { userInput: "x" })).toMatchObject({ type: "done" });
});

test("a run that is let through and fails doubles the pause; runs from before the pause do not", async () => {
  const late = await start(await newUser(), { userInput: "x [[standin hang_after=0]]" });
  await open();
  const pause = async () => {
    const [row] = await rows<{ seconds: number; openings: number }>(
      "SELECT openings, extract(epoch FROM retry_at - last_failure_at)::int AS seconds FROM provider_circuits",
    );
    return row;
  };
  await late.ended();
  expect((await pause())?.openings).toBe(1);
  await rows(
    "UPDATE provider_circuits SET retry_at = now() - interval '1 second', opened_at = now() - interval '1 minute'",
  );
  await attempt("error=529 retry_after=6");
  expect(await pause()).toEqual({ openings: 2, seconds: 10 });
});

test("an end whose confirmation was lost is found written, and told as it was", async () => {
  const user = await newUser();
  const { settleRun } = await import("@/lib/runs/settle-run.server");
  const end = await run(user, { userInput: "x [[standin tokens=20]]" });
  const usage = { inputTokens: 9, outputTokens: 9, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
  const again = await settleRun({
    runId: end.data.runId,
    now: new Date(),
    settlement: {
      status: "succeeded",
      stopReason: "end_turn",
      errorCode: null,
      errorReason: null,
      retryAfterSeconds: null,
      response: "other",
      charge: 1,
      goodwill: false,
      costMicroUsd: 5,
    },
    usage,
    rawUsage: null,
    usageEstimated: false,
    answered: true,
    begun: true,
    providerRequestId: null,
    firstTokenMs: 1,
    durationMs: 1,
  });
  expect(again).toMatchObject({ charged: 1, available: 4, failure: null });
  expect(await wallet(user.id)).toMatchObject({ available: 4, held: 0 });
  expect(await brokenInvariants()).toEqual([]);
});
