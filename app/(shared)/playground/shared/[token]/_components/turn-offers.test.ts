import { expect, test } from "vitest";
import type { SharedPrompt, SharedRun, SharedTurn } from "@/lib/sessions/shared-session";
import { tryWords, whyNotAgain } from "./turn-offers";

const turnOf = (prompt: SharedPrompt): SharedTurn => ({
  userInput: "Asked",
  leftOut: 0,
  runs: [{ prompt } as SharedRun],
});

const PUBLIC: SharedPrompt = { kind: "package", scope: "prpm", name: "review", format: "claude", version: "1.0.0" };

test("only what everybody may read is offered to be tried or run again", () => {
  expect([tryWords(turnOf(PUBLIC)), whyNotAgain(turnOf(PUBLIC))]).toEqual(["Try this package", null]);
  expect(whyNotAgain(turnOf({ kind: "none" }))).toBeNull();
  expect(whyNotAgain(turnOf({ kind: "custom", text: "Be brief." }))).toBeNull();
  for (const prompt of [{ kind: "private_package" }, { kind: "custom", text: null }] as const) {
    expect(tryWords(turnOf(prompt))).toBeNull();
    expect(whyNotAgain(turnOf(prompt))).toMatch(/^It was run with a p/);
  }
});
