import { expect, test } from "vitest";
import type { TurnPrompt } from "./maker";
import { besideBody, type Choices, runBody } from "./run-body";
import { NO_RUNS } from "./run-reducer";
import { newTurn, type Turn } from "./turn";

const packaged = (id: string, version = "1.0.0"): TurnPrompt => ({
  kind: "package",
  ref: { id, scope: "a", name: id, format: "claude", version },
});
const choices: Choices = {
  prompt: packaged("p1"),
  model: "haiku",
  effort: null,
  budget: null,
  files: null,
  fitHistory: false,
};
const made = { prompt: packaged("p1"), model: "haiku" } as const;
const sent = newTurn({ key: "k", userInput: "Hi", ...made, parentRunId: null, versions: [], startedAt: null });
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

test("a next turn goes on from the newest answered run and names what is shown, whichever branch was the last", () => {
  const thread = { sessionId: "s1", turns: [ended, failed] };
  expect(runBody(choices, thread, "More")).toEqual({
    userInput: "More",
    sessionId: "s1",
    parentRunId: "r1",
    packageId: "p1",
    packageVersion: "1.0.0",
    model: "haiku",
    seam: true,
  });
});

test("D30: a next turn with another package and model names these", () => {
  const other = { ...choices, prompt: packaged("p2", "3.1.0"), model: "opus" } as const;
  expect(runBody(other, { sessionId: "s1", turns: [ended] }, "More")).toMatchObject({
    packageId: "p2",
    packageVersion: "3.1.0",
    model: "opus",
    seam: true,
  });
});

test("a thread without a package goes on without one, and one with a prompt of one's own names no other", () => {
  const none = { ...choices, prompt: null };
  const plain: Turn = { ...ended, prompt: { kind: "baseline" } };
  const custom: Turn = { ...ended, prompt: { kind: "custom", hash: "h" } };
  expect(runBody(none, { sessionId: "s1", turns: [plain] }, "More")).toMatchObject({ baseline: true, model: "haiku" });
  const body = runBody(none, { sessionId: "s1", turns: [custom] }, "More");
  expect(body).toMatchObject({ model: "haiku", seam: true });
  expect(body).not.toHaveProperty("baseline");
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
  expect(runBody({ ...choices, prompt: null }, NO_RUNS, "Hi")).toBeNull();
});

test("a run beside an earlier one follows the same turn as it and is made with the same, whatever is chosen now", () => {
  const turn: Turn = { ...ended, prompt: packaged("p9"), model: "opus" };
  expect(besideBody(choices, "s1", turn, "Other")).toEqual({
    userInput: "Other",
    sessionId: "s1",
    parentRunId: null,
    packageId: "p9",
    packageVersion: "1.0.0",
    model: "opus",
    seam: true,
  });
  expect(besideBody(choices, "s1", turn, " ")).toBeNull();
  expect(besideBody(choices, null, turn, "Hi")).toBeNull();
});

test("a suggested input is named as long as it is asked as it stands", () => {
  const suggested = { ...choices, suggestions: [{ id: "s1", input: "Review this" }] };
  expect(runBody(suggested, NO_RUNS, "Review this")).toMatchObject({ suggestedInputId: "s1" });
  expect(runBody(suggested, NO_RUNS, "Review this, please")).not.toHaveProperty("suggestedInputId");
});
