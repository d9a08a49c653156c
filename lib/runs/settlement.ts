import { type BilledTokens, costNanoUsd, toMicroUsd } from "@/lib/models/cost";
import type { Model, ModelPrice } from "@/lib/models/models";
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
  | { kind: "failed"; errorCode: "model_unavailable" | "internal" };

export type Settlement = {
  status: Exclude<RunStatus, "running">;
  stopReason: StopReason | null;
  errorCode: "model_unavailable" | "internal" | null;
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

type Ended = { end: RunEnd; text: string; usage: RunUsage; quoted: number; model: Model; price: ModelPrice };

function outcome({ end, text }: Pick<Ended, "end" | "text">): Pick<Settlement, "status" | "stopReason" | "errorCode"> {
  switch (end.kind) {
    case "finished":
      return { status: "succeeded", stopReason: FINISHED[end.stopReason] ?? "end_turn", errorCode: null };
    case "stopped":
      return { status: "stopped", stopReason: "stopped", errorCode: null };
    case "time_up":
      return text === ""
        ? { status: "failed", stopReason: null, errorCode: "model_unavailable" }
        : { status: "succeeded", stopReason: "max_tokens", errorCode: null };
    case "failed":
      return { status: "failed", stopReason: null, errorCode: end.errorCode };
  }
}

/**
 * Decides who pays for an end: a failure is free, always; an answer, also a stopped or cut-off one, is charged by
 * real usage; an end that the user caused without an answer is goodwill. The provider's cost is recorded in each case.
 */
export function settle(ended: Ended): Settlement {
  const { text, usage, quoted, model, price } = ended;
  const { status, stopReason, errorCode } = outcome(ended);
  const failed = status === "failed";
  const billed: BilledTokens = usage;
  return {
    status,
    stopReason,
    errorCode,
    response: stopReason === "refusal" ? "" : text,
    charge: failed ? 0 : creditsForUsage(model, price, billed, quoted),
    goodwill: !failed && (text === "" || stopReason === "refusal"),
    costMicroUsd: toMicroUsd(costNanoUsd(price, billed)),
  };
}
