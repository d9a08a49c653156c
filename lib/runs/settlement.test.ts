import { expect, test } from "vitest";
import { MODELS } from "@/lib/models/models";
import { type RunEnd, settle } from "@/lib/runs/settlement";

const price = MODELS.sonnet.prices[0];
if (!price) throw new Error("no price");

const usage = { inputTokens: 300, outputTokens: 900, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

function settled(end: RunEnd, text: string) {
  return settle({
    end,
    text,
    thought: false,
    usage,
    quoted: 3,
    model: MODELS.sonnet,
    price: price as NonNullable<typeof price>,
  });
}

test("a finished answer is charged by real usage and not by the quote", () => {
  expect(settled({ kind: "finished", stopReason: "end_turn" }, "text")).toMatchObject({
    status: "succeeded",
    stopReason: "end_turn",
    charge: 1,
    goodwill: false,
    costMicroUsd: 9_600,
  });
});

test("D6: a failure is free, always, and its cost is recorded all the same", () => {
  for (const errorCode of ["model_unavailable", "internal"] as const) {
    const end = settled({ kind: "failed", errorCode, reason: "cut", retryAfterSeconds: null }, "some text");
    expect(end).toMatchObject({ status: "failed", charge: 0, goodwill: false, errorCode, costMicroUsd: 9_600 });
  }
});

test("Stop after visible text is charged by real usage; Stop before it is goodwill", () => {
  expect(settled({ kind: "stopped" }, "text")).toMatchObject({ status: "stopped", charge: 1, goodwill: false });
  expect(settled({ kind: "stopped" }, "")).toMatchObject({ status: "stopped", goodwill: true });
});

test("a refusal withdraws its partial text and is goodwill", () => {
  expect(settled({ kind: "finished", stopReason: "refusal" }, "half an ans")).toMatchObject({
    status: "succeeded",
    stopReason: "refusal",
    response: "",
    goodwill: true,
  });
});

test("a budget that ended the text is charged; one that went into thinking alone is goodwill", () => {
  const end = { kind: "finished", stopReason: "max_tokens" } as const;
  expect(settled(end, "text")).toMatchObject({
    stopReason: "max_tokens",
    charge: 1,
    goodwill: false,
    response: "text",
  });
  expect(settled(end, "")).toMatchObject({ stopReason: "max_tokens", goodwill: true });
});

test("our own time limit keeps the text and charges it like a budget's end; without text it is our failure", () => {
  expect(settled({ kind: "time_up" }, "text")).toMatchObject({
    status: "succeeded",
    stopReason: "max_tokens",
    charge: 1,
  });
  expect(settled({ kind: "time_up" }, "")).toMatchObject({
    status: "failed",
    charge: 0,
    errorCode: "model_unavailable",
  });
});

test("a full context window is named as such", () => {
  expect(settled({ kind: "finished", stopReason: "model_context_window_exceeded" }, "text").stopReason).toBe(
    "context_window",
  );
});
