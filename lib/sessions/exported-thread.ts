import type { ModelName } from "@/lib/models/models";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";
import type { SharedRun, SharedTurn } from "@/lib/sessions/shared-session";

/** What a run was made with. The text of a prompt of one's own stays where it is. */
export type ExportedPrompt =
  | { kind: "package"; scope: string; name: string; format: string; version: string }
  | { kind: "private_package" | "custom" | "none" };

/** A run as it leaves the product: what it was made of, what came of it and what it cost. No ids, nobody's name. */
export type ExportedRun = {
  prompt: ExportedPrompt;
  model: ModelName;
  /** When it began; ISO instant. */
  createdAt: string;
  status: RunStatus;
  stopReason: StopReason | null;
  /** Why there is no answer, as it was said; null where there is one. */
  error: string | null;
  answer: string;
  receipt: {
    /** Null where it is not known, in what somebody else shared. */
    creditsQuoted: number | null;
    creditsSpent: number;
    tokensUsed: number;
    usage: RunUsage;
    usageEstimated: boolean;
    firstTokenMs: number | null;
    durationMs: number | null;
  };
};

/** `leftOut` turns before it are not shown. */
export type ExportedTurn = { input: string; leftOut: number; runs: ExportedRun[] };

/** A thread as it leaves the product, whoever it is written for; the exporters make text of it. */
export type ExportedThread = {
  title: string;
  /** ISO instant. */
  exportedAt: string;
  turns: ExportedTurn[];
};

type Figures = Omit<ExportedRun["receipt"], "creditsQuoted">;

function receiptOf(figures: Figures, creditsQuoted: number | null): ExportedRun["receipt"] {
  const { creditsSpent, tokensUsed, usage, usageEstimated, firstTokenMs, durationMs } = figures;
  const { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return {
    creditsQuoted,
    creditsSpent,
    tokensUsed,
    usage: { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens },
    usageEstimated,
    firstTokenMs,
    durationMs,
  };
}

function promptOf({ packageRef, hasCustomPrompt }: TurnRun): ExportedPrompt {
  if (packageRef === null) return { kind: hasCustomPrompt ? "custom" : "none" };
  const { scope, name, format, version } = packageRef;
  return { kind: "package", scope, name, format, version };
}

function fromRun(run: TurnRun): ExportedRun {
  const { model, createdAt, status, stopReason, error, response } = run;
  return {
    prompt: promptOf(run),
    model,
    createdAt,
    status,
    stopReason,
    error: error?.message ?? null,
    answer: response,
    receipt: receiptOf(run, run.creditsQuoted),
  };
}

function fromSharedRun(run: SharedRun): ExportedRun {
  const { prompt, model, createdAt, stopReason, response } = run;
  return {
    prompt: prompt.kind === "custom" ? { kind: "custom" } : prompt,
    model,
    createdAt,
    status: stopReason === "stopped" ? "stopped" : "succeeded",
    stopReason,
    error: null,
    answer: response,
    receipt: receiptOf(run, null),
  };
}

function fromSharedTurn({ userInput, leftOut, runs }: SharedTurn): ExportedTurn {
  return { input: userInput, leftOut, runs: runs.map(fromSharedRun) };
}

/** The thread shown of a session, as it leaves the product; a fork begins with the turns that it took over. */
export function toExportedThread({ title, fork, turns }: SessionDetail, now: Date): ExportedThread {
  const own = turns.map(({ userInput, runs }) => ({ input: userInput, leftOut: 0, runs: runs.map(fromRun) }));
  return { title, exportedAt: now.toISOString(), turns: [...(fork?.turns ?? []).map(fromSharedTurn), ...own] };
}
