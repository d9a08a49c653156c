import { expect, test } from "vitest";
import { composeRequest, differsFromSession, type EarlierTurn, type PromptSource } from "@/lib/runs/compose-request";

const turn = (override: Partial<EarlierTurn>): EarlierTurn => ({
  status: "succeeded",
  packageVersionId: null,
  userInput: "first",
  sentInput: null,
  response: "answer",
  ...override,
});

const command: PromptSource = {
  kind: "package",
  versionId: "v1",
  scope: "prpm",
  name: "explain",
  format: "claude",
  subtype: "slash-command",
  files: [{ path: ".claude/commands/explain.md", content: "Explain this: $ARGUMENTS" }],
  selected: null,
};

test("the user's text never enters the system prompt", () => {
  const rule: PromptSource = {
    ...command,
    subtype: "rule",
    files: [{ path: "r.md", content: "Be brief. $ARGUMENTS" }],
  };
  const composed = composeRequest(rule, [], "SECRET-CANARY");
  expect(composed.system).toContain("Be brief.");
  expect(composed.system).not.toContain("SECRET-CANARY");
  expect(composed.messages).toEqual([{ role: "user", content: "SECRET-CANARY" }]);
});

test("a slash command fills its template as the user message, without a system prompt, once a thread", () => {
  const first = composeRequest(command, [], "the input");
  expect(first).toMatchObject({ system: null, sentInput: expect.stringContaining("Explain this: the input") });
  const earlier = turn({ packageVersionId: "v1", userInput: "the input", sentInput: first.sentInput });
  const second = composeRequest(command, [earlier], "shorter");
  expect(second.sentInput).toBeNull();
  expect(second.messages.map((message) => message.content)).toEqual([first.sentInput, "answer", "shorter"]);
});

test("failed, refused and empty turns are not sent again", () => {
  const history = [turn({ status: "failed", response: "half" }), turn({ response: "" }), turn({ userInput: "kept" })];
  const { messages } = composeRequest({ kind: "baseline" }, history, "now");
  expect(messages.map((message) => message.content)).toEqual(["kept", "answer", "now"]);
});

test("hooks are shown and not run", () => {
  expect(composeRequest({ ...command, subtype: "hook" }, [], "x").runnable).toBe(false);
});

test("D30: another version, prompt or model differs from the session", () => {
  const last = { packageId: "p", packageVersionId: "v1", customPrompt: null, model: "sonnet" } as const;
  expect(differsFromSession(last, { ...last })).toBe(false);
  expect(differsFromSession(last, { ...last, packageVersionId: "v2" })).toBe(true);
  expect(differsFromSession(last, { ...last, model: "haiku" })).toBe(true);
  expect(differsFromSession(last, { ...last, customPrompt: "x" })).toBe(true);
});
