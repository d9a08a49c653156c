import { expect, test } from "vitest";
import { type FailureReason, failureSentence } from "@/lib/runs/failure-reason";
import { boundedReason } from "@/lib/telemetry/metric-labels";

/** A reason that is added and not named here does not compile. */
const ALL: Record<FailureReason, true> = {
  overloaded: true,
  provider_limit: true,
  unavailable: true,
  no_answer: true,
  no_first_token: true,
  silent: true,
  cut: true,
  spend_limit: true,
  account: true,
  rejected: true,
  process_lost: true,
  restarted: true,
};

test("each reason of a failure is counted under its own name", () => {
  for (const reason of Object.keys(ALL)) expect(boundedReason(reason)).toBe(reason);
});

test("what is said of a failure says that it was free", () => {
  for (const reason of Object.keys(ALL) as FailureReason[]) {
    expect(failureSentence(reason) ?? "not charged").toMatch(/not charged/);
  }
});
