import type { ModelName } from "@/lib/models/models";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";

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
    creditsQuoted: number;
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

/** The thread shown of a session, as it leaves the product. */
export function toExportedThread({ title, turns }: SessionDetail, now: Date): ExportedThread {
  return {
    title,
    exportedAt: now.toISOString(),
    turns: turns.map(({ userInput, runs }) => ({ input: userInput, runs: runs.map(toExportedRun) })),
  };
}
