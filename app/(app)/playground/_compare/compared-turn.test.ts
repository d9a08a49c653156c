import { expect, test } from "vitest";
import type { SessionTurn, TurnRun } from "@/lib/sessions/session";
import { comparedTurnsOf } from "./compared-turn";

const run = (runId: string, parentRunId: string | null) =>
  ({
    runId,
    parentRunId,
    response: "",
    status: "succeeded",
    error: null,
    model: "sonnet",
    packageRef: null,
  }) as TurnRun;
const turn = (comparisonId: string | null, ...runs: TurnRun[]): SessionTurn => ({
  userInput: "Hi",
  comparisonId,
  runs,
  pick: null,
});
const columnsOf = (...turns: SessionTurn[]) =>
  comparedTurnsOf(turns, ["a", "b"]).map(({ lanes }) => lanes.map(({ laneKey }) => laneKey));

test("what a lane goes on from stands above it, also where the lanes were moved", () => {
  const first = turn("c1", run("x", null), run("y", null));
  const moved = turn("c2", run("y2", "y"), run("x2", "x"));
  expect(columnsOf(first, moved)).toEqual([
    ["b", "a"],
    ["a", "b"],
  ]);
});

test("a lane that was taken away has a column of its own", () => {
  const first = turn("c1", run("x", null), run("y", null), run("z", null));
  const second = turn("c2", run("x2", "x"), run("z2", "z"));
  expect(columnsOf(first, second)).toEqual([
    ["a", "left-y", "b"],
    ["a", "b"],
  ]);
});

test("a lane that failed and that nothing goes on from keeps its place", () => {
  const first = turn("c1", run("x", null), run("y", null));
  const second = turn("c2", run("x2", "x"), run("y2", null));
  expect(columnsOf(first, second)).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
});
