import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";

export type RunStatus = "running" | "succeeded" | "failed" | "stopped";
export type StopReason = "end_turn" | "max_tokens" | "stopped" | "refusal" | "context_window";

/** Tokens as the provider counted them. `inputTokens` excludes what was read from or written to its cache. */
export type RunUsage = {
  inputTokens: number;
  outputTokens: number;
  thinkingTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
};

/** What a run did cost and why. Credits are whole; times are milliseconds since the run was accepted. */
export type Receipt = {
  runId: string;
  sessionId: string;
  parentRunId: string | null;
  lane: number;
  response: string;
  stopReason: StopReason | null;
  model: ModelName;
  creditsQuoted: number;
  creditsSpent: number;
  /** Available after this run was settled; null where the reader has no wallet of their own here. */
  creditsRemaining: number | null;
  tokensUsed: number;
  usage: RunUsage;
  /** True when the provider's own figure never came and tokens were counted by us. */
  usageEstimated: boolean;
  /** Older turns of the thread that were not sent with it. */
  omittedTurns: number;
  firstTokenMs: number | null;
  durationMs: number | null;
};

/** A run as `GET runs/{id}` shows it: the receipt so far, and how it stands. */
export type RunState = Receipt & { status: RunStatus; error: ErrorBody | null };

/** What a stream says. `lane` is the index in the request, 0 for a plain run, whose `comparisonId` is null. */
export type RunEvent =
  | {
      type: "run";
      data: {
        runId: string;
        sessionId: string;
        comparisonId: string | null;
        lane: number;
        model: ModelName;
        creditsQuoted: number;
      };
    }
  | { type: "thinking"; data: { lane: number } }
  | { type: "delta"; data: { lane: number; text: string } }
  | { type: "done"; data: Receipt }
  | { type: "error"; data: ErrorBody & { runId: string; lane: number; creditsCharged: 0 } };

/** The answer of `POST estimate`. `maxCredits` is the quote; nothing above it is ever charged. */
export type Estimate = {
  estimatedCredits: number;
  maxCredits: number;
  minCredits: number;
  inputTokens: number;
  maxTokens: number;
  model: ModelName;
  canAfford: boolean;
  available: number;
  /** True while the tokens are our own bound and not the provider's count. */
  estimated: boolean;
  /** True when ends without an answer are charged too, because today's goodwill is used up. */
  goodwillSpent: boolean;
  /** The prompt as it would be sent, and the heaviest that this model and the largest budget carry; in tokens. */
  contextTokens: number;
  contextLimit: number;
  /** Earlier turns that would be sent, and what they weigh; in tokens. */
  history: { turns: number; tokens: number };
  /** Older turns that would not be sent. */
  omittedTurns: number;
  /** Why runs of this model are paused, and for how long; null as a rule. */
  unavailable: { reason: FailureReason; retryAfterSeconds: number } | null;
};
