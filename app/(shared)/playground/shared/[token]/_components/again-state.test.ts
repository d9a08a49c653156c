import { expect, test } from "vitest";
import type { PlacedEvent } from "@/components/runs/stream/read-run-event";
import { type AgainAction, type AgainState, reduceAgain } from "./again-state";

const prepared = { turn: { userInput: "Asked" }, sessionId: "s", estimate: { maxCredits: 2 } };
const offered = { step: "offered", error: null, ...prepared } as AgainState;
const received = (event: object, end: number | null = null): AgainAction => ({
  type: "received",
  placed: { event, end } as PlacedEvent,
});
const delta = (text: string, end: number) => received({ type: "delta", data: { lane: 0, text } }, end);
const after = (...actions: AgainAction[]) => actions.reduce(reduceAgain, offered);

test("a piece that comes again after a new connection stands in the text once", () => {
  const started: AgainAction = { type: "started" };
  const state = after(started, delta("Columns ", 8), delta("Columns bear", 12), delta(" roofs.", 19));
  expect(state).toMatchObject({ step: "running", text: "Columns bear roofs." });
});

test("a try that is refused or fails can be tried again at the price that was said", () => {
  const error = { error: "internal", message: "No." } as const;
  const failed = received({ type: "error", data: { ...error, lane: 0 } });
  for (const end of [{ type: "refused", error } as const, failed]) {
    expect(after({ type: "started" }, end)).toMatchObject({ step: "offered", error, ...prepared });
  }
});

test("nothing begins before there is a price, and what comes after the end changes nothing", () => {
  expect(reduceAgain({ step: "preparing" }, { type: "started" })).toEqual({ step: "preparing" });
  const done = after({ type: "started" }, received({ type: "done", data: { response: "Roofs." } }));
  expect(done).toMatchObject({ step: "done", receipt: { response: "Roofs." } });
  expect([delta("late", 4), { type: "stopping" } as const].reduce<AgainState>(reduceAgain, done)).toBe(done);
});
