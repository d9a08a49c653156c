import type { ModelName } from "@/lib/models/models";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";
import type { SharedRun } from "@/lib/sessions/shared-session";

/** A run as it leaves the product: what it was made of, what came of it and what it cost. No ids, nobody's name. */
export type ExportedRun = {
  /** Null where none was used: the model alone, or a prompt of one's own. */
  package: { scope: string; name: string; format: string; version: string } | null;
  hasCustomPrompt: boolean;
  model: ModelName;
  /** When it began; ISO instant. */
  createdAt: string;
  status: RunStatus;
  stopReason: StopReason | null;
  /** Why there is no answer, as it was said; null where there is one. */
  error: string | null;
  answer: string;
  receipt: {
    /** Null for an answer of what was shared, in a fork: it was someone else's to pay. */
    creditsQuoted: number | null;
    creditsSpent: number;
    tokensUsed: number;
    usage: RunUsage;
    usageEstimated: boolean;
    firstTokenMs: number | null;
    durationMs: number | null;
  };
};

/** A thread as it leaves the product, whoever it is written for; the exporters make text of it. */
export type ExportedThread = {
  title: string;
  /** ISO instant. */
  exportedAt: string;
  turns: { input: string; runs: ExportedRun[] }[];
};

function toExportedRun(run: TurnRun): ExportedRun {
  const { packageRef, hasCustomPrompt, model, createdAt, status, stopReason, error, response } = run;
  const { creditsQuoted, creditsSpent, tokensUsed, usage, usageEstimated, firstTokenMs, durationMs } = run;
  const { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return {
    package: packageRef && {
      scope: packageRef.scope,
      name: packageRef.name,
      format: packageRef.format,
      version: packageRef.version,
    },
    hasCustomPrompt,
    model,
    createdAt,
    status,
    stopReason,
    error: error?.message ?? null,
    answer: response,
    receipt: {
      creditsQuoted,
      creditsSpent,
      tokensUsed,
      usage: { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens },
      usageEstimated,
      firstTokenMs,
      durationMs,
    },
  };
}

function fromShared(run: SharedRun): ExportedRun {
  const { prompt, model, createdAt, stopReason, response } = run;
  const { creditsSpent, tokensUsed, usage, usageEstimated, firstTokenMs, durationMs } = run;
  return {
    package:
      prompt.kind === "package"
        ? { scope: prompt.scope, name: prompt.name, format: prompt.format, version: prompt.version }
        : null,
    hasCustomPrompt: prompt.kind === "custom",
    model,
    createdAt,
    status: stopReason === "stopped" ? "stopped" : "succeeded",
    stopReason,
    error: null,
    answer: response,
    receipt: { creditsQuoted: null, creditsSpent, tokensUsed, usage, usageEstimated, firstTokenMs, durationMs },
  };
}

/** The thread shown of a session, as it leaves the product; of a fork with what was shared before it. */
export function toExportedThread({ title, fork, turns }: SessionDetail, now: Date): ExportedThread {
  const shared = fork?.turns ?? [];
  return {
    title,
    exportedAt: now.toISOString(),
    turns: [
      ...shared.map(({ userInput, runs }) => ({ input: userInput, runs: runs.map(fromShared) })),
      ...turns.map(({ userInput, runs }) => ({ input: userInput, runs: runs.map(toExportedRun) })),
    ],
  };
}
