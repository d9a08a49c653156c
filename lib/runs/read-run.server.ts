import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ErrorCode } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";
import type { Receipt, RunState, RunStatus, StopReason } from "@/lib/runs/run";
import { type RunFailure, runErrorBody } from "@/lib/runs/run-error";

export type RunRow = {
  id: string;
  sessionId: string;
  parentRunId: string | null;
  lane: number;
  model: ModelName;
  status: RunStatus;
  stopReason: StopReason | null;
  errorCode: ErrorCode | null;
  errorReason: FailureReason | null;
  /** From when another try makes sense; a date, or its text when it comes inside JSON. */
  retryAt: Date | string | null;
  response: string;
  creditsQuoted: number;
  creditsCharged: number;
  inputTokens: number;
  outputTokens: number;
  thinkingTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  usageEstimated: boolean;
  omittedTurns: number;
  firstTokenMs: number | null;
  durationMs: number | null;
};

/** Columns of `playground_runs r` that a receipt is made of, for other statements to select. */
export const RUN_COLUMNS = `r.id, r.session_id AS "sessionId", r.parent_run_id AS "parentRunId", r.lane, r.model, r.status,
  r.stop_reason AS "stopReason", r.error_code AS "errorCode", r.error_reason AS "errorReason", r.retry_at AS "retryAt",
  r.omitted_turns AS "omittedTurns", r.response, r.credits_quoted AS "creditsQuoted",
  r.credits_charged AS "creditsCharged", r.input_tokens AS "inputTokens", r.output_tokens AS "outputTokens",
  r.thinking_tokens AS "thinkingTokens", r.cache_read_tokens AS "cacheReadTokens",
  r.cache_write_tokens AS "cacheWriteTokens", r.usage_estimated AS "usageEstimated",
  r.first_token_ms AS "firstTokenMs", r.duration_ms AS "durationMs"`;

/** A run's receipt from its row. */
function toReceipt(row: RunRow, creditsRemaining: number | null): Receipt {
  const { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens } = row;
  return {
    runId: row.id,
    sessionId: row.sessionId,
    parentRunId: row.parentRunId,
    lane: row.lane,
    response: row.response,
    stopReason: row.stopReason,
    model: row.model,
    creditsQuoted: row.creditsQuoted,
    creditsSpent: row.creditsCharged,
    creditsRemaining,
    tokensUsed: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
    usage: { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens },
    usageEstimated: row.usageEstimated,
    omittedTurns: row.omittedTurns,
    firstTokenMs: row.firstTokenMs,
    durationMs: row.durationMs,
  };
}

export function toRunState(row: RunRow, creditsRemaining: number | null, at: Date): RunState {
  const error = row.status === "failed" ? runErrorBody(failureOf(row, at)) : null;
  return { ...toReceipt(row, creditsRemaining), status: row.status, error };
}

function failureOf({ errorCode, errorReason, retryAt }: RunRow, at: Date): RunFailure {
  const seconds = retryAt === null ? 0 : Math.ceil((new Date(retryAt).getTime() - at.getTime()) / 1_000);
  return { code: errorCode ?? "internal", reason: errorReason, retryAfterSeconds: seconds > 0 ? seconds : null };
}

type ReadRow = RunRow & { comparisonId: string | null; available: number; chunks: { start: number; text: string }[] };

/** A run whose `response` begins at a position in its text: 0, or just before the one that was asked for. */
export type RunTail = { run: RunState; comparisonId: string | null; start: number };

/**
 * One's own run with its text from a position on, wherever it is produced. Row and chunks come from one snapshot,
 * because the end moves the text from the chunks to the row; of a run that is going only what is new is read. Null
 * when there is no such run of this user, or its session is gone.
 */
export async function findRunTail(userId: string, runId: string, at: Date, position: number): Promise<RunTail | null> {
  const [row] = await query<ReadRow>(
    `SELECT ${RUN_COLUMNS}, r.comparison_id AS "comparisonId", ledger_available($3, r.user_id) AS available,
      coalesce((SELECT json_agg(json_build_object('start', c.start, 'text', c.text) ORDER BY c.start)
        FROM playground_run_chunks c WHERE c.run_id = r.id AND c.start >= coalesce(
          (SELECT max(start) FROM playground_run_chunks WHERE run_id = r.id AND start <= $4), 0)), '[]') AS chunks
    FROM playground_runs r JOIN playground_sessions s ON s.id = r.session_id
    WHERE r.id = $2 AND r.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $3)`,
    [userId, runId, at, position],
  );
  if (row === undefined) return null;
  const going = row.status === "running";
  const response = going ? row.chunks.map((chunk) => chunk.text).join("") : row.response;
  return {
    run: toRunState({ ...row, response }, row.available, at),
    comparisonId: row.comparisonId,
    start: going ? (row.chunks[0]?.start ?? 0) : 0,
  };
}

/** One's own run with its whole text so far; null when there is no such run of this user, or its session is gone. */
export async function findRun(userId: string, runId: string, at: Date): Promise<RunState | null> {
  const found = await findRunTail(userId, runId, at, 0);
  return found === null ? null : found.run;
}
