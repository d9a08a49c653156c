import { expect, test } from "vitest";
import type { SharedRun, SharedTurn } from "@/lib/sessions/shared-session";
import { plainAnswers } from "./plain-answers";

const turn = (response: string): SharedTurn => ({
  userInput: "Hi",
  leftOut: 0,
  runs: [{ response, lane: 0 } as SharedRun],
});
const plainOf = (...responses: string[]) => {
  const turns = responses.map(turn);
  const plain = plainAnswers(turns);
  return turns.map(({ runs }) => plain.has(runs[0] as SharedRun));
};

test("a page of usual answers is drawn whole, also a very long one", () => {
  const usual = `## Part\n\n${"A line of **some** words with `code` in it, and another.\n".repeat(40)}`;
  expect(plainOf(...Array.from({ length: 40 }, () => usual))).not.toContain(true);
});

test("an answer that is made of marks is shown as it is written, and those beside it are not", () => {
  expect(plainOf("Fine.", "*a* ".repeat(16_000), "- a\n".repeat(16_000), "Fine too.")).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
