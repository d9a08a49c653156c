import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenInvariants, newUser, receiptOf, rows, run, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({
    LIMIT_RUNS_PER_MINUTE: "1000",
    LIMIT_RUNS_IN_FLIGHT: "1000",
    GOODWILL_USD_PER_DAY: "0.000010",
  });
});
afterAll(() => product.stop());

const FAULTS = [
  ["error=429", "model_unavailable"],
  ["error=500", "model_unavailable"],
  ["error=529", "model_unavailable"],
  ["error=400", "internal"],
  ["error=401", "internal"],
  ["error_after=0", "model_unavailable"],
  ["error_after=5", "model_unavailable"],
  ["cut_after=5", "model_unavailable"],
  ["end_after=5", "model_unavailable"],
  ["malformed_after=5", "model_unavailable"],
] as const;

test.each(FAULTS)(
  "D6, D26, D27: [[standin %s]] leaves the credits untouched and the run recorded as %s",
  async (fault, code) => {
    const user = await newUser();
    const end = await run(user, { userInput: `x [[standin ${fault} rate=5000 ttft=1]]` });
    expect(end).toMatchObject({ type: "error", data: { error: code, creditsCharged: 0, retryable: true } });
    expect(JSON.stringify(end)).not.toMatch(/overloaded_error|stand-in|request_id/);
    expect(await wallet(user.id)).toMatchObject({ balance: 5, held: 0, available: 5 });
    expect(
      await rows("SELECT status, error_code, credits_charged FROM playground_runs WHERE id = $1", [end.data.runId]),
    ).toEqual([{ status: "failed", error_code: code, credits_charged: 0 }]);
    expect(await brokenInvariants()).toEqual([]);
  },
);

test("a failed turn can be tried again in the same thread and is not sent to the model", async () => {
  const user = await newUser();
  const failed = await run(user, { userInput: "x [[standin error_after=5 rate=5000 ttft=1]]" });
  const [{ id } = { id: "" }] = await rows<{ id: string }>(
    "SELECT session_id AS id FROM playground_runs WHERE id = $1",
    [failed.data.runId],
  );
  const retried = await receiptOf(user, { sessionId: id, parentRunId: null, userInput: "x [[standin echo_user]]" });
  expect(retried).toMatchObject({ sessionId: id, creditsSpent: 1 });
});

test("a refusal is free within the day's goodwill, has an empty response, and is charged above it", async () => {
  const user = await newUser();
  const first = await receiptOf(user, { userInput: "x [[standin refusal_after=5 rate=5000 ttft=1]]" });
  expect(first).toMatchObject({ stopReason: "refusal", response: "", creditsSpent: 0, creditsRemaining: 5 });
  const second = await receiptOf(user, { userInput: "x [[standin refusal_after=5 rate=5000 ttft=1]]" });
  expect(second).toMatchObject({ stopReason: "refusal", response: "", creditsSpent: 1, creditsRemaining: 4 });
  expect(await brokenInvariants()).toEqual([]);
});

test("a refusal before the first word costs nothing at the provider, and nothing here, whatever was refused before", async () => {
  const user = await newUser();
  await receiptOf(user, { userInput: "x [[standin refusal_after=5 rate=5000 ttft=1]]" });
  const receipt = await receiptOf(user, { userInput: `${"word ".repeat(400)}[[standin refusal]]` });
  expect(receipt).toMatchObject({ stopReason: "refusal", creditsSpent: 0, creditsRemaining: 5 });
  expect(
    await rows("SELECT cost_micro_usd AS cost, goodwill FROM playground_runs WHERE id = $1", [receipt.runId]),
  ).toEqual([{ cost: 0, goodwill: false }]);
});

test("an answer that was thinking alone counts as no answer", async () => {
  const user = await newUser();
  const receipt = await receiptOf(user, {
    userInput: "x [[standin thinking=9000 rate=50000 ttft=1]]",
    model: "opus",
    maxCredits: 3,
  });
  expect(receipt).toMatchObject({ stopReason: "max_tokens", response: "", creditsSpent: 0 });
});

test("a provider that nobody can reach is model_unavailable, not a hanging request", async () => {
  const { anthropic } = await import("@/lib/anthropic/client.server");
  const client = anthropic();
  const { baseURL } = client;
  client.baseURL = "http://127.0.0.1:9";
  try {
    const user = await newUser();
    expect(await run(user, { userInput: "x" })).toMatchObject({ type: "error", data: { error: "model_unavailable" } });
    expect(await wallet(user.id)).toMatchObject({ available: 5 });
  } finally {
    client.baseURL = baseURL;
  }
});

test("Stop while the model thinks counts the thinking against the day's goodwill, though nothing of it was shown", async () => {
  const user = await newUser();
  const { stopRun } = await import("@/lib/runs/stop-run.server");
  const going = await start(user, {
    userInput: "x [[standin thinking=4000 rate=300 ttft=1]]",
    model: "opus",
    maxCredits: 3,
  });
  await sleep(2_500);
  await stopRun(user.id, going.runId, new Date());
  expect((await going.ended()).data).toMatchObject({ stopReason: "stopped", creditsSpent: 0 });
  const [stored] = await rows<{ cost: number; goodwill: boolean }>(
    "SELECT cost_micro_usd AS cost, goodwill FROM playground_runs WHERE id = $1",
    [going.runId],
  );
  expect(stored?.goodwill).toBe(true);
  expect(stored?.cost).toBeGreaterThan(100 * 20);
});
