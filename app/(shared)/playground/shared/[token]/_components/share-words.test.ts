import { expect, test } from "vitest";
import type { SharedPrompt, SharedRun, SharedTurn } from "@/lib/sessions/shared-session";
import { describeShare, tryWords, whyNotAgain } from "./share-words";

const turnOf = (prompt: SharedPrompt, response = "An answer."): SharedTurn => ({
  userInput: "Asked",
  leftOut: 0,
  runs: [{ prompt, response } as SharedRun],
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

test("a preview's words are the answer's first, on one line and without its marks", () => {
  const of = (text: string) => describeShare({ turns: [turnOf(PUBLIC, text)] });
  expect(of("# Title\n\nThis is **bold**, [a link](https://example.com) and `code`.\n\n- one\n- two")).toBe(
    "Title This is bold, a link and code. one two",
  );
  expect(of("word ".repeat(100)).length).toBeLessThanOrEqual(201);
  expect(of("word ".repeat(100))).toMatch(/word…$/);
  expect(of("🎉".repeat(500)).isWellFormed()).toBe(true);
});
