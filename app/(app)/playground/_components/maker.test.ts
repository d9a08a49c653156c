import { expect, test } from "vitest";
import { changesBetween, makerFields, promptOfBody, promptOfRun, promptWords, type TurnPrompt } from "./maker";

const ref = { id: "p1", scope: "a", name: "one", format: "claude", version: "1.0.0" };
const packaged: TurnPrompt = { kind: "package", ref };
const newer: TurnPrompt = { kind: "package", ref: { ...ref, version: "1.1.0" } };
const baseline: TurnPrompt = { kind: "baseline" };
const custom = (hash: string): TurnPrompt => ({ kind: "custom", hash });

test("a run says what it was made with: a package in a version, no package, or a prompt of one's own", () => {
  const words = (packageRef: typeof ref | null, hasCustomPrompt: boolean) =>
    promptWords(promptOfRun({ packageRef, hasCustomPrompt, promptHash: "h" }));
  expect([words(ref, false), words(null, false), words(null, true)]).toEqual([
    "a/one v1.0.0",
    "no package",
    "your own prompt",
  ]);
});

test("between two turns every change of package, version, prompt and model is told, and nothing else", () => {
  const between = (before: TurnPrompt, after: TurnPrompt) =>
    changesBetween({ prompt: before, model: "sonnet" }, { prompt: after, model: "sonnet" });
  expect(between(packaged, { kind: "package", ref: { ...ref } })).toEqual([]);
  expect(between(baseline, baseline)).toEqual([]);
  expect(between(custom("a"), custom("a"))).toEqual([]);
  expect(between(packaged, newer)).toEqual([{ from: "a/one v1.0.0", to: "a/one v1.1.0" }]);
  expect(between(packaged, baseline)).toEqual([{ from: "a/one v1.0.0", to: "no package" }]);
  expect(between(custom("a"), custom("b"))).toEqual([{ from: "your own prompt", to: "another prompt of your own" }]);
  const models = changesBetween({ prompt: packaged, model: "sonnet" }, { prompt: newer, model: "opus" });
  expect(models.map(({ to }) => to)).toEqual(["a/one v1.1.0", expect.stringMatching(/^Opus/)]);
});

test("a body's prompt is the one that it names, out of those on screen", () => {
  const known = [newer, packaged, custom("a")];
  const body = { userInput: "x", packageId: "p1", packageVersion: "1.0.0" };
  expect(promptOfBody(body, known)).toBe(packaged);
  expect(promptOfBody({ userInput: "x", baseline: true }, known)).toEqual(baseline);
  expect(promptOfBody({ userInput: "x", sessionId: "s" }, known)).toEqual(custom("a"));
});

test("a prompt of one's own is sent where its text is known, and told from another by it", () => {
  const written = (text: string): TurnPrompt => ({ kind: "custom", hash: `hash of ${text}`, text });
  expect(makerFields({ prompt: written("a"), model: "haiku" })).toEqual({ customPrompt: "a", model: "haiku" });
  expect(makerFields({ prompt: custom("a"), model: "haiku" })).toEqual({ model: "haiku" });
  const known = [custom("a"), written("b"), written("c")];
  expect(promptOfBody({ userInput: "x", customPrompt: "c" }, known)).toBe(known[2]);
  expect(promptOfBody({ userInput: "x", sessionId: "s" }, known)).toBe(known[0]);
  // What the server tells of a run has its hash alone.
  const between = (before: TurnPrompt, after: TurnPrompt) =>
    changesBetween({ prompt: before, model: "sonnet" }, { prompt: after, model: "sonnet" });
  expect(between(custom("hash of b"), written("b"))).toEqual([]);
  expect(between(custom("hash of b"), written("c"))).toHaveLength(1);
});
