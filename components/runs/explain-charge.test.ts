import { expect, test } from "vitest";
import { explainCharge } from "./explain-charge";

const run = { creditsSpent: 1, creditsQuoted: 2, model: "sonnet", stopReason: "end_turn", tokensUsed: 1_204 } as const;

test("names the ceiling that covers the use", () => {
  expect(explainCharge(run)).toBe("1 credit carries up to 2,000 tokens on Sonnet 5.5; this run used 1,204.");
  expect(explainCharge({ ...run, creditsSpent: 2, tokensUsed: 3_000 })).toContain("2 credits carry up to 5,000 tokens");
});

test("counts four Haiku tokens as one", () => {
  expect(explainCharge({ ...run, model: "haiku", tokensUsed: 7_900 })).toContain("up to 8,000 tokens on Haiku 5.5");
});

test("names the minimum of a large model", () => {
  expect(explainCharge({ ...run, model: "opus", creditsSpent: 3 })).toContain("Runs on Opus 5.5 start at 3 credits");
});

test("says when price, not length, decided", () => {
  expect(explainCharge({ ...run, model: "opus", creditsSpent: 5, creditsQuoted: 6, tokensUsed: 9_000 })).toContain(
    "cost more",
  );
});

test("says when the budget ended the text", () => {
  expect(explainCharge({ ...run, creditsQuoted: 1, stopReason: "max_tokens", tokensUsed: 1_990 })).toContain(
    "The budget ended the text.",
  );
});

test("a free end says why it was free", () => {
  expect(explainCharge({ ...run, creditsSpent: 0, stopReason: "stopped" })).toContain(
    "You stopped it before the first text",
  );
  expect(explainCharge({ ...run, creditsSpent: 0, stopReason: "refusal" })).toContain("declined");
});
