import { type BilledTokens, costNanoUsd, toMicroUsd } from "@/lib/models/cost";
import type { Model, ModelPrice } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";
import { creditsForUsage } from "@/lib/runs/quote";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";

/** How a run ended, before anybody decides who pays. */
export type RunEnd =
  /** The provider finished; its own stop reason. */
  | { kind: "finished"; stopReason: string }
  /** The user asked to stop. */
  | { kind: "stopped" }
  /** Our own time limit for a run. */
  | { kind: "time_up" }
  /** Our failure or the provider's. */
  | {
      kind: "failed";
      errorCode: "model_unavailable" | "internal";
      reason: FailureReason | null;
      retryAfterSeconds: number | null;
    };

export type Settlement = {
  status: Exclude<RunStatus, "running">;
  stopReason: StopReason | null;
  errorCode: "model_unavailable" | "internal" | null;
  errorReason: FailureReason | null;
  retryAfterSeconds: number | null;
  /** What the reader keeps: a refusal withdraws its partial text, a failure leaves what came. */
  response: string;
  /** Credits to capture by real usage. */
  charge: number;
  /** May this end be free within the day's goodwill? The user caused it and got no answer. */
  goodwill: boolean;
  costMicroUsd: number;
};

const FINISHED: Readonly<Record<string, StopReason>> = {
  end_turn: "end_turn",
  stop_sequence: "end_turn",
  max_tokens: "max_tokens",
  refusal: "refusal",
  model_context_window_exceeded: "context_window",
};

type Ended = {
  end: RunEnd;
  text: string;
  /** Did it think, of which nothing is shown? */
  thought: boolean;
  usage: RunUsage;
  quoted: number;
  model: Model;
  price: ModelPrice;
};

type Outcome = Pick<Settlement, "status" | "stopReason" | "errorCode" | "errorReason" | "retryAfterSeconds">;

const NO_FAULT = { errorCode: null, errorReason: null, retryAfterSeconds: null };

function outcome({ end, text, thought }: Pick<Ended, "end" | "text" | "thought">): Outcome {
  switch (end.kind) {
    case "finished":
      return { ...NO_FAULT, status: "succeeded", stopReason: FINISHED[end.stopReason] ?? "end_turn" };
    case "stopped":
      return { ...NO_FAULT, status: "stopped", stopReason: "stopped" };
    case "time_up":
      if (text !== "" || thought) return { ...NO_FAULT, status: "succeeded", stopReason: "max_tokens" };
      return {
        ...NO_FAULT,
        status: "failed",
        stopReason: null,
        errorCode: "model_unavailable",
        errorReason: "no_first_token",
      };
    case "failed": {
      const { errorCode, reason: errorReason, retryAfterSeconds } = end;
      return { status: "failed", stopReason: null, errorCode, errorReason, retryAfterSeconds };
    }
  }
}

const NOTHING: BilledTokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/**
 * Decides who pays for an end: a failure is free, always; an answer, also a stopped or cut-off one, is charged by
 * real usage; an end that the user caused without an answer is goodwill. The provider's cost is recorded in each case;
 * it bills nothing for a refusal before the first word (documented), so that is free and costs nothing.
 */
export function settle(ended: Ended): Settlement {
  const { text, thought, usage, quoted, model, price } = ended;
  const out = outcome(ended);
  const { status, stopReason } = out;
  const unbilled = stopReason === "refusal" && text === "" && !thought;
  const free = status === "failed" || unbilled;
  const billed = unbilled ? NOTHING : usage;
  return {
    ...out,
    response: stopReason === "refusal" ? "" : text,
    charge: free ? 0 : creditsForUsage(model, price, billed, quoted),
    goodwill: !free && (text.trim() === "" || stopReason === "refusal"),
    costMicroUsd: toMicroUsd(costNanoUsd(price, billed)),
  };
}
