import "server-only";
import { trace } from "@opentelemetry/api";
import { toAppError } from "@/lib/errors";
import { log } from "@/lib/log.server";
import { inRun } from "@/lib/telemetry/request-context.server";
import { type RecordedEnd, recordEnd, recordRefusal, recordStart } from "@/lib/telemetry/run-metrics.server";
import { inSpan, markFailed } from "@/lib/telemetry/spans.server";

/** Watches a run being started: its span, and its refusal by code and reason. */
export function observeStart<T>(start: () => Promise<T>): Promise<T> {
  return inSpan("run.start", () =>
    start().catch((error: unknown) => {
      const refusal = toAppError(error);
      recordRefusal(refusal.code, refusal.details["reason"]);
      throw error;
    }),
  );
}

/** Watches the work of a run from its start to its end: counts it, and gives its spans and log lines the run's id. */
export function observeProduce(
  { runId, model, creditsQuoted }: { runId: string; model: string; creditsQuoted: number },
  produce: () => Promise<void>,
): Promise<void> {
  recordStart(model);
  const attributes = { "run.id": runId, "run.model": model, "run.credits_quoted": creditsQuoted };
  return inRun({ runId, model }, () => {
    log.info({ model, creditsQuoted }, "run started");
    return inSpan("run.produce", produce, attributes);
  });
}

/** Notes how a run ended: metrics, its span, one log line. Call it inside `observeProduce`. */
export function observeEnd(end: RecordedEnd): void {
  recordEnd(end);
  const { failure, stopReason, firstTokenMs, durationMs } = end;
  const status = failure === null ? end.status : "failed";
  const errors = { errorCode: failure?.code ?? null, errorReason: failure?.reason ?? null };
  log.info({ status, stopReason, ...errors, firstTokenMs, durationMs }, "run ended");
  const span = trace.getActiveSpan();
  if (span === undefined) return;
  span.setAttribute("run.status", status);
  if (stopReason !== null) span.setAttribute("run.stop_reason", stopReason);
  if (failure?.reason) span.setAttribute("run.reason", failure.reason);
  if (firstTokenMs !== null) span.setAttribute("run.first_token_ms", firstTokenMs);
  if (failure !== null) markFailed(span, failure.code);
}
