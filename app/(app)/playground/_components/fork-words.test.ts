import { expect, test } from "vitest";
import { firstPrompt } from "./fork-words";
import { runBody } from "./run-body";

const choices = { model: "haiku", effort: null, budget: null, files: null, fitHistory: false } as const;
const fork = { sessionId: "s1", turns: [] };
const first = { userInput: "Hi", sessionId: "s1", parentRunId: null, model: "haiku", seam: true };

test("the first run of a fork goes on with the prompt that was shared, or without one where none was", () => {
  expect(runBody({ ...choices, prompt: firstPrompt("custom") }, fork, "Hi")).toEqual(first);
  expect(runBody({ ...choices, prompt: firstPrompt("hidden_prompt") }, fork, "Hi")).toEqual({
    ...first,
    baseline: true,
  });
});

test("where a private package was shared, or it was taken down, a package has to be chosen first", () => {
  expect(runBody({ ...choices, prompt: firstPrompt("private_package") }, fork, "Hi")).toBeNull();
  expect(runBody({ ...choices, prompt: firstPrompt("taken_down") }, fork, "Hi")).toBeNull();
});
