import { expect, test } from "vitest";
import type { Estimate } from "@/lib/runs/run";
import { latestOutage } from "./outage";
import type { Quote } from "./use-estimate";

const none = { at: 1_000, outages: [] };
const told = { at: 1_000, outages: [{ model: null, reason: "unavailable", retryAfterSeconds: 20 }] };
const quote = (unavailable: Estimate["unavailable"], at: number): Quote => {
  return { state: "known", at, estimate: { model: "sonnet", unavailable } as Estimate };
};
const refusal = (at: number) => {
  const error = { error: "model_unavailable", message: "x", reason: "circuit_open", retryAfterSeconds: 5 } as const;
  return { status: 503, error, at };
};

test("an outage of every model is one of this model, one of another is not", () => {
  expect(latestOutage("sonnet", told, { state: "none" }, null)).toMatchObject({ until: 21_000 });
  const other = { at: 1_000, outages: [{ model: "opus", reason: "x", retryAfterSeconds: 20 }] } as const;
  expect(latestOutage("sonnet", other, { state: "none" }, null)).toBeNull();
});

test("what was said last counts", () => {
  expect(latestOutage("sonnet", told, quote(null, 2_000), null)).toBeNull();
  expect(
    latestOutage("sonnet", none, quote({ reason: "overloaded", retryAfterSeconds: 9 }, 2_000), null),
  ).toMatchObject({
    until: 11_000,
  });
  expect(latestOutage("sonnet", none, quote(null, 2_000), refusal(3_000))).toMatchObject({ until: 8_000 });
  expect(latestOutage("sonnet", none, quote(null, 4_000), refusal(3_000))).toBeNull();
});
