import { expect, test } from "vitest";
import type { Receipt, RunEvent } from "@/lib/runs/run";
import { NO_RUNS, type RunsAction, type RunsState, reduceRuns } from "./run-reducer";
import { isRunning, lastAnswered, turnOfRun } from "./turn";

const receipt: Receipt = {
  runId: "r1",
  sessionId: "s1",
  parentRunId: null,
  lane: 0,
  response: "Hello there",
  stopReason: "end_turn",
  model: "sonnet",
  creditsQuoted: 2,
  creditsSpent: 1,
  creditsRemaining: 4,
  tokensUsed: 1_200,
  usage: { inputTokens: 1_000, outputTokens: 200, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
  usageEstimated: false,
  omittedTurns: 0,
  firstTokenMs: 400,
  durationMs: 6_000,
};

/** What a run of a thread is made of beside its receipt, where no package is used. */
const plain = { packageRef: null, hasCustomPrompt: false, promptHash: null };

const submitted = {
  type: "submitted" as const,
  key: "k",
  userInput: "Hi",
  prompt: { kind: "baseline" as const },
  model: "sonnet" as const,
  parentRunId: null,
  omittedTurns: 0,
  instead: null,
  at: 5,
} satisfies RunsAction;
const began = {
  type: "run" as const,
  data: { runId: "r1", sessionId: "s1", comparisonId: null, lane: 0, model: "sonnet" as const, creditsQuoted: 2 },
} satisfies RunEvent;
const delta = (text: string): RunEvent => ({ type: "delta", data: { lane: 0, text } });
const received = (event: RunEvent, end: number | null = null) => ({
  type: "received" as const,
  key: "k",
  event,
  end,
  at: 7,
});

function play(...actions: RunsAction[]): RunsState {
  return actions.reduce(reduceRuns, NO_RUNS);
}

test("a run goes from sending over thinking and streaming to its end", () => {
  const steps = [
    submitted,
    received(began),
    received({ type: "thinking", data: { lane: 0 } }),
    received(delta("Hel"), 3),
  ];
  const seen = steps.map((_, index) => play(...steps.slice(0, index + 1)).turns[0]?.status);
  expect(seen).toEqual(["sending", "sending", "thinking", "streaming"]);
  const end = play(...steps, received({ type: "done", data: receipt }));
  expect(end.turns[0]).toMatchObject({ status: "ended", text: "Hello there", receipt });
  expect(end.sessionId).toBe("s1");
  expect(end.announcement).toBe("Answer finished, 2 words, 1 credit");
});

test("text that arrives again after a reconnect counts once", () => {
  const state = play(submitted, received(began), received(delta("Hello "), 6), received(delta("lo there"), 11));
  expect(state.turns[0]?.text).toBe("Hello there");
});

test("a piece without a position is put at the end", () => {
  expect(play(submitted, received(delta("a")), received(delta("b"))).turns[0]?.text).toBe("ab");
});

test("only start and end are announced, not the text between", () => {
  const first = play(submitted, received(began), received(delta("a"), 1));
  expect(first.announcement).toBe("Answer started");
  expect(reduceRuns(first, received(delta("b"), 2)).announcement).toBe("Answer started");
});

test("nothing changes a run that has ended", () => {
  const end = play(submitted, received(began), received({ type: "done", data: receipt }));
  expect(reduceRuns(end, received(delta("more"), 15))).toBe(end);
});

test("a failure keeps the partial text apart from an answer and says so", () => {
  const error = { error: "model_unavailable", message: "The model is not answering; you were not charged." } as const;
  const data = { ...error, runId: "r1", lane: 0, creditsCharged: 0 } as const;
  const state = play(submitted, received(began), received(delta("par"), 3), received({ type: "error", data }));
  expect(state.turns[0]).toMatchObject({ status: "failed", text: "par", receipt: null });
  expect(state.announcement).toContain("you were not charged");
});

test("a refused run leaves no turn behind", () => {
  const refusal = { status: 402, error: { error: "insufficient_credits", message: "No." } as const, at: 9 };
  const state = play(submitted, { type: "refused", key: "k", refusal });
  expect(state.turns).toEqual([]);
  expect(state.refusal).toBe(refusal);
  expect(reduceRuns(state, submitted).refusal).toBeNull();
});

test("a retry begins the same turn again", () => {
  const error = { error: "internal", message: "x" } as const;
  const state = play(
    submitted,
    received(began),
    { type: "failed", key: "k", error, at: 8 },
    { type: "retried", key: "k", at: 20 },
  );
  expect(state.turns[0]).toMatchObject({
    key: "k",
    userInput: "Hi",
    status: "sending",
    runId: null,
    error: null,
    startedAt: 20,
  });
});

test("text behind a gap is left out, and older text takes nothing away", () => {
  const state = play(submitted, received(began), received(delta("Hello"), 5), received(delta("re"), 10));
  expect(state.turns[0]?.text).toBe("Hello");
  expect(reduceRuns(state, received(delta("Hel"), 3)).turns[0]?.text).toBe("Hello");
});

const answered = (key: string, runId: string): RunsAction[] => [
  { ...submitted, key },
  { ...received({ ...began, data: { ...began.data, runId } }), key },
  { ...received({ type: "done", data: { ...receipt, runId } }), key },
];

test("a run beside an earlier one takes its place on screen and keeps it as a version", () => {
  const state = play(...answered("a", "r1"), ...answered("b", "r2"), { ...submitted, key: "c", instead: "a" });
  expect(state.turns.map(({ key }) => key)).toEqual(["c"]);
  const known = reduceRuns(state, { ...received({ ...began, data: { ...began.data, runId: "r3" } }), key: "c" });
  expect(known.turns[0]?.versions).toEqual(["r1", "r3"]);
});

test("a run beside an earlier one that is refused leaves the thread as it was", () => {
  const before = play(...answered("a", "r1"), ...answered("b", "r2"));
  const sent = reduceRuns(before, { ...submitted, key: "c", instead: "a" });
  const refusal = { status: 503, error: { error: "model_unavailable", message: "No." } as const, at: 9 };
  expect(reduceRuns(sent, { type: "refused", key: "c", refusal }).turns).toBe(before.turns);
  expect(reduceRuns(sent, { type: "withdrawn", key: "c" }).turns).toBe(before.turns);
});

test("a question after a failed run takes its place, and the failed run is no version of it", () => {
  const error = { error: "internal", message: "x", runId: "r1", lane: 0, creditsCharged: 0 } as const;
  const state = play(submitted, received(began), received({ type: "error", data: error }), { ...submitted, key: "c" });
  expect(state.turns).toMatchObject([{ key: "c", versions: [] }]);
});

test("what another tab did is taken in, and turns that did not change are the same objects", () => {
  const state = play(...answered("a", "r1"));
  const told = (runId: string) => turnOfRun("Hi", { ...receipt, ...plain, runId, status: "succeeded", error: null });
  const news = { type: "told", sessionId: "s1", turns: [told("r1"), told("r2")], chosen: null } as const;
  const next = reduceRuns(state, news);
  expect(next.turns[0]).toBe(state.turns[0]);
  expect(next.turns[1]?.runId).toBe("r2");
  expect(reduceRuns(next, news)).toBe(next);
});

test("news do not touch a thread in which something runs", () => {
  const state = play(...answered("a", "r1"), { ...submitted, key: "b" });
  expect(reduceRuns(state, { type: "told", sessionId: "s1", turns: [], chosen: null })).toBe(state);
});

test("leaving a thread keeps it to return to", () => {
  const ended = play(submitted, received(began), received({ type: "done", data: receipt }));
  const left = reduceRuns(ended, { type: "left", because: "model" });
  expect(left).toMatchObject({ sessionId: null, turns: [], left: { sessionId: "s1", because: "model" } });
  expect(reduceRuns(left, { type: "left", because: "package" }).left?.sessionId).toBe("s1");
  const back = reduceRuns(left, { type: "returned" });
  expect(back).toMatchObject({ sessionId: "s1", turns: ended.turns, left: null });
});

test("the next turn follows the newest answered one", () => {
  const failed = {
    ...turnOfRun("x", {
      ...receipt,
      ...plain,
      runId: "r2",
      status: "failed",
      error: { error: "internal", message: "x" },
    }),
  };
  const ended = turnOfRun("y", { ...receipt, ...plain, status: "succeeded", error: null });
  expect(lastAnswered([ended, failed])).toBe("r1");
  expect(lastAnswered([failed])).toBeNull();
  expect(isRunning(turnOfRun("z", { ...receipt, ...plain, response: "", status: "running", error: null }))).toBe(true);
  expect(isRunning(ended)).toBe(false);
  expect(isRunning(undefined)).toBe(false);
});

test("a try that fails beside an answer gives its place back: the next question follows what stood there", () => {
  const answered = (runId: string, parentRunId: string | null) =>
    turnOfRun(runId, { ...receipt, ...plain, runId, parentRunId, status: "succeeded", error: null });
  const thread = [answered("r1", null), answered("r2", "r1"), answered("r3", "r2")];
  const begun = { ...NO_RUNS, sessionId: "s1", turns: thread };
  const again = reduceRuns(begun, { ...submitted, key: "again", parentRunId: "r1", instead: "r2" });
  expect(again.turns.map(({ key }) => key)).toEqual(["r1", "again"]);
  const error = { error: "model_unavailable" as const, message: "Out." };
  const failed = reduceRuns(again, { type: "failed", key: "again", error, at: 9 });
  expect(lastAnswered(failed.turns)).toBe("r3");
  const next = reduceRuns(failed, { ...submitted, key: "next", parentRunId: "r3" });
  expect(next.turns.map(({ key }) => key)).toEqual(["r1", "r2", "r3", "next"]);
  const once = reduceRuns(failed, { ...submitted, key: "once", parentRunId: "r1", instead: "again" });
  expect(once.turns.at(-1)?.replaced.map(({ key }) => key)).toEqual(["r2", "r3"]);
});

test("a thread that is gone is no place to go back to", () => {
  const begun = play(submitted, received(began));
  expect(reduceRuns(begun, { type: "left", because: "choice" }).left?.sessionId).toBe("s1");
  expect(reduceRuns(begun, { type: "left", because: "gone" })).toEqual(NO_RUNS);
});

test("a run of the thread that was left goes on in it; one that never began leaves nothing to go back to", () => {
  const left = play(submitted, { type: "left", because: "model" });
  const ended = [received(began), received({ type: "done", data: receipt })].reduce(reduceRuns, left);
  expect(ended).toMatchObject({ sessionId: null, turns: [], left: { sessionId: "s1", because: "model" } });
  expect(reduceRuns(ended, { type: "returned" })).toMatchObject({ sessionId: "s1", turns: [{ status: "ended" }] });
  const refusal = { status: 402, error: { error: "insufficient_credits" as const, message: "Not enough." }, at: 9 };
  expect(reduceRuns(left, { type: "refused", key: "k", refusal })).toEqual(NO_RUNS);
});
