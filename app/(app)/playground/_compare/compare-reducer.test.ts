import { expect, test } from "vitest";
import type { Receipt, RunEvent } from "@/lib/runs/run";
import { type CompareAction, type CompareState, NO_COMPARISON, reduceComparison } from "./compare-reducer";
import { isComparing, lastAnswerIn } from "./compared-turn";

const lane = (laneKey: string) =>
  ({ laneKey, prompt: { kind: "baseline" }, model: "sonnet", parentRunId: null }) as const;
const SUBMITTED: CompareAction = { type: "submitted", key: "t", userInput: "Hi", lanes: [lane("a"), lane("b")], at: 1 };

const received = (event: RunEvent, end: number | null = null): CompareAction => ({
  type: "received",
  key: "t",
  event,
  end,
  at: 2,
});
const began = (at: number): CompareAction =>
  received({
    type: "run",
    data: { runId: `r${at}`, sessionId: "s", comparisonId: "c", lane: at, model: "sonnet", creditsQuoted: 1 },
  });
const delta = (at: number, text: string, end: number) => received({ type: "delta", data: { lane: at, text } }, end);
const done = (at: number, response: string): CompareAction =>
  received({
    type: "done",
    data: { runId: `r${at}`, lane: at, response, creditsSpent: 1, stopReason: "end_turn" } as Receipt,
  });
const failed = (at: number): CompareAction =>
  received({
    type: "error",
    data: { error: "model_unavailable", message: "No.", runId: `r${at}`, lane: at, creditsCharged: 0 },
  });

const after = (...actions: CompareAction[]): CompareState => actions.reduce(reduceComparison, NO_COMPARISON);
const lanesOf = (state: CompareState) => state.turns[0]?.lanes.map(({ status, text }) => `${status} ${text}`.trim());

test("a lane that fails leaves the others alone, and each one's text is its own", () => {
  const state = after(SUBMITTED, began(0), began(1), delta(0, "One", 3), failed(1), delta(0, " two", 7));
  expect(lanesOf(state)).toEqual(["streaming One two", "failed"]);
  expect(state).toMatchObject({ sessionId: "s", turns: [{ comparisonId: "c" }] });
  expect(isComparing(state.turns[0])).toBe(true);
  expect(isComparing(after(...[SUBMITTED, began(0), began(1), failed(1), done(0, "One")]).turns[0])).toBe(false);
});

test("what a rejoined stream says again is not said twice, and an end stays the end", () => {
  const state = after(SUBMITTED, began(0), began(1), done(0, "One"), began(0), delta(0, "One", 3), failed(0));
  expect(lanesOf(state)).toEqual(["ended One", "sending"]);
  expect(lanesOf(after(SUBMITTED, began(0), delta(0, "One", 3), delta(0, "One two", 7)))).toEqual([
    "streaming One two",
    "sending",
  ]);
});

test("a lane that is tried again begins empty, and one that may not be is as it was", () => {
  const before = after(SUBMITTED, began(0), began(1), done(0, "One"), failed(1));
  const again = reduceComparison(before, { type: "retried", key: "t", lane: 1, at: 3 });
  expect(lanesOf(again)).toEqual(["ended One", "sending"]);
  const lost = before.turns[0]?.lanes[1];
  if (lost === undefined) throw new Error("no lane");
  const refusal = { status: 402, error: { error: "insufficient_credits", message: "No." }, at: 4 } as const;
  const refused = reduceComparison(again, { type: "retry-refused", key: "t", lane: 1, before: lost, refusal });
  expect(lanesOf(refused)).toEqual(["ended One", "failed"]);
  expect(refused.refusal).toEqual(refusal);
});

test("a comparison that is refused leaves nothing in the thread", () => {
  const refusal = { status: 429, error: { error: "rate_limited", message: "Later." }, at: 4 } as const;
  expect(after(SUBMITTED, { type: "refused", key: "t", refusal })).toMatchObject({ turns: [], refusal });
});

test("when the line is lost only the lanes that had not ended are said to be", () => {
  const error = { error: "internal", message: "Lost." } as const;
  const state = after(SUBMITTED, began(0), began(1), done(0, "One"), {
    type: "failed",
    key: "t",
    lane: null,
    error,
    at: 5,
  });
  expect(lanesOf(state)).toEqual(["ended One", "failed"]);
});

test("news of a thread is not taken while something is written here", () => {
  const running = after(SUBMITTED, began(0), began(1));
  expect(reduceComparison(running, { type: "told", sessionId: "s", turns: [] })).toBe(running);
  const ended = after(SUBMITTED, began(0), began(1), done(0, "One"), done(1, "Two"));
  expect(reduceComparison(ended, { type: "told", sessionId: "s", turns: [] }).turns).toEqual([]);
});

test("a column goes on from its own newest answer, past one that failed", () => {
  const first = after(SUBMITTED, began(0), began(1), done(0, "One"), done(1, "Two"));
  const second = [{ ...SUBMITTED, key: "u" } as CompareAction].reduce(reduceComparison, first);
  const error = { error: "internal", message: "Lost." } as const;
  const state = reduceComparison(second, { type: "failed", key: "u", lane: 1, error, at: 6 });
  expect(lastAnswerIn(state.turns, "b")).toBe("r1");
  expect(lastAnswerIn(state.turns, "unknown")).toBeNull();
});
