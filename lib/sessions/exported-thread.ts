import type { ModelName } from "@/lib/models/models";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { RunStatus, RunUsage, StopReason } from "@/lib/runs/run";
import type { SessionDetail, SessionTurn, TurnRun } from "@/lib/sessions/session";
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

/** Which of a comparison's `runs` was found best, by its place among them; null where none was better. */
type ExportedPick = { winner: number | null; blind: boolean; pickedAt: string };

/** `leftOut` turns before it are not shown. */
export type ExportedTurn = { input: string; leftOut: number; runs: ExportedRun[]; pick: ExportedPick | null };

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

/** A pick names a lane, and a reader of the file knows places. */
function pickOf(pick: ComparisonPick | null, runs: readonly { lane: number }[]): ExportedPick | null {
  if (pick === null || pick.winner === null) return pick;
  const winner = runs.findIndex(({ lane }) => lane === pick.winner);
  return winner === -1 ? null : { ...pick, winner };
}

function fromTurn({ userInput, runs, pick }: SessionTurn): ExportedTurn {
  return { input: userInput, leftOut: 0, runs: runs.map(fromRun), pick: pickOf(pick, runs) };
}

function fromSharedTurn({ userInput, leftOut, runs, pick = null }: SharedTurn): ExportedTurn {
  return { input: userInput, leftOut, runs: runs.map(fromSharedRun), pick: pickOf(pick, runs) };
}

/** The thread shown of a session, as it leaves the product; a fork begins with the turns that it took over. */
export function toExportedThread({ title, fork, turns }: SessionDetail, now: Date): ExportedThread {
  const shared = fork?.turns ?? [];
  return { title, exportedAt: now.toISOString(), turns: [...shared.map(fromSharedTurn), ...turns.map(fromTurn)] };
}
