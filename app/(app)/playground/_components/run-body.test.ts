import { expect, test } from "vitest";
import { besideBody, type Choices, runBody } from "./run-body";
import { NO_RUNS } from "./run-reducer";
import { newTurn, type Turn } from "./turn";

const choices: Choices = {
  packageId: "p1",
  packageVersion: "1.0.0",
  model: "haiku",
  effort: null,
  budget: null,
  files: null,
  fitHistory: false,
};
const sent = newTurn({ key: "k", userInput: "Hi", model: "haiku", parentRunId: null, versions: [], startedAt: null });
const ended: Turn = { ...sent, status: "ended", runId: "r1" };
const failed: Turn = { ...sent, status: "failed", runId: "r2" };

test("a first run names package, version and model", () => {
  expect(runBody(choices, NO_RUNS, "Hi")).toEqual({
    userInput: "Hi",
    packageId: "p1",
    packageVersion: "1.0.0",
    model: "haiku",
  });
});

test("a next turn goes on from the newest answered run and names nothing the session knows", () => {
  const thread = { sessionId: "s1", turns: [ended, failed] };
  expect(runBody(choices, thread, "More")).toEqual({ userInput: "More", sessionId: "s1", parentRunId: "r1" });
});

test("after a failed first turn the session begins again", () => {
  expect(runBody(choices, { sessionId: "s1", turns: [failed] }, "Again")).toMatchObject({ parentRunId: null });
});

test("budget, effort and files are sent only when chosen", () => {
  const chosen = { ...choices, budget: 3, effort: "high", files: ["SKILL.md"] } as const;
  expect(runBody(chosen, NO_RUNS, "Hi")).toMatchObject({ maxCredits: 3, effort: "high", files: ["SKILL.md"] });
});

test("there is nothing to run without words or without a package", () => {
  expect(runBody(choices, NO_RUNS, " \n ")).toBeNull();
  expect(runBody({ ...choices, packageId: null }, NO_RUNS, "Hi")).toBeNull();
});

test("a run beside an earlier one follows the same turn as it, also where that begins the thread", () => {
  const turn = { ...ended, parentRunId: null, userInput: "Hi" } as Turn;
  expect(besideBody(choices, "s1", turn, "Other")).toEqual({ userInput: "Other", sessionId: "s1", parentRunId: null });
  expect(besideBody(choices, "s1", turn, " ")).toBeNull();
  expect(besideBody(choices, null, turn, "Hi")).toBeNull();
});
