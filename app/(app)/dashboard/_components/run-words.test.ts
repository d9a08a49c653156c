import { expect, test } from "vitest";
import { runsSentence } from "./run-words";

test("a list of runs says the figure that led to it", () => {
  expect(runsSentence([{ creditsSpent: 3 }, { creditsSpent: 0 }])).toBe("2 runs for 3 credits, the newest first.");
  expect(runsSentence([{ creditsSpent: 1 }])).toBe("1 run for 1 credit.");
});
