import { expect, test } from "vitest";
import { chargeWords, failureWords } from "./failure-words";
import { retrySeconds } from "./retry-seconds";

const REASONS = [
  ...["overloaded", "provider_limit", "unavailable", "no_answer", "no_first_token", "silent", "cut", "spend_limit"],
  ...["account", "rejected", "process_lost", "restarted"],
];
const failed = (reason: string) => ({ error: "model_unavailable", message: "The model failed.", reason }) as const;

test("each reason has a sentence of its own and says what to do", () => {
  const words = REASONS.map((reason) => failureWords(failed(reason), "sonnet"));
  expect(new Set(words.map(({ what }) => what)).size).toBe(REASONS.length);
  for (const { what, next } of words) expect(what !== "The model failed." && next !== "").toBe(true);
});

test("an unknown reason keeps the server's own sentence", () => {
  expect(failureWords(failed("other"), "opus").what).toBe("The model failed.");
});

test("what it cost is said once", () => {
  const free = { ...failed("cut"), creditsCharged: 0 };
  expect(chargeWords(free, "It broke.")).toBe("You were not charged.");
  expect(chargeWords(free, "It broke; you were not charged.")).toBe("");
});

test("nothing is said of the charge of a run that goes on out of sight", () => {
  for (const error of ["unauthenticated", "not_found", "internal"] as const) {
    const unseen = { error, message: "No.", unseen: true };
    expect(chargeWords(unseen, failureWords(unseen, "sonnet").what)).toBe("");
    expect(failureWords(unseen, "sonnet").what).not.toMatch(/not charged/i);
  }
});

test("only a number of seconds is waited for", () => {
  expect(retrySeconds({ ...failed("overloaded"), retryAfterSeconds: 7 })).toBe(7);
  expect(retrySeconds({ ...failed("overloaded"), retryAfterSeconds: "7" })).toBe(0);
  expect(retrySeconds(null)).toBe(0);
});
