import "server-only";
import { Counter, Histogram } from "prom-client";
import { processSingleton } from "@/lib/process-singleton";
import { boundedReason } from "@/lib/telemetry/metric-labels";
import { metricsRegistry } from "@/lib/telemetry/metrics-registry.server";

const OVERHEAD_SECONDS = [0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 1];
const FIRST_TOKEN_SECONDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 20, 30, 60, 90];
const DURATION_SECONDS = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 180, 240, 300];

/** Next bundles this module several times; each metric may exist once in the registry. */
function metrics() {
  return processSingleton("run-metrics", () => {
    const registers = [metricsRegistry()];
    const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Counter({ name, help, labelNames, registers });
    const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
      new Histogram({ name, help, labelNames, buckets, registers });
    return {
      starts: counter("prpm_run_starts_total", "Runs begun: held, written and given to a producer", ["model"]),
      refusals: counter("prpm_run_refusals_total", "Runs refused before they began", ["code", "reason"]),
      ends: counter("prpm_run_ends_total", "Runs ended", ["status", "code", "reason", "model"]),
      unsettled: counter("prpm_run_unsettled_total", "Runs whose end could not be written; the sweeper ends them", []),
      attempts: counter("prpm_provider_attempts_total", "Requests to the provider", ["call", "outcome"]),
      overhead: histogram(
        "prpm_run_overhead_seconds",
        "Request accepted to first request to the provider",
        [],
        OVERHEAD_SECONDS,
      ),
      firstToken: histogram(
        "prpm_run_first_token_seconds",
        "Request accepted to first text",
        ["model"],
        FIRST_TOKEN_SECONDS,
      ),
      duration: histogram("prpm_run_duration_seconds", "Request accepted to settled", ["model"], DURATION_SECONDS),
    };
  });
}

/** A run began. */
export function recordStart(model: string): void {
  metrics().starts.inc({ model });
}

/** A run was refused before it began, with the refusal's code and the reason among its details, if any. */
export function recordRefusal(code: string, reason: unknown): void {
  metrics().refusals.inc({ code, reason: boundedReason(reason) });
}

export type RecordedEnd = {
  /** How we meant to end it. */
  status: string;
  stopReason: string | null;
  /** How it failed in the end, which may be another's account of it; null for a run that did not fail. */
  failure: { code: string; reason: string | null } | null;
  model: string;
  firstTokenMs: number | null;
  durationMs: number;
};

/** A run ended and is settled. */
export function recordEnd({ status, stopReason, failure, model, firstTokenMs, durationMs }: RecordedEnd): void {
  const { ends, firstToken, duration } = metrics();
  ends.inc({
    status: failure === null ? status : "failed",
    code: failure?.code ?? "none",
    reason: boundedReason(failure === null ? stopReason : failure.reason),
    model,
  });
  duration.observe({ model }, durationMs / 1_000);
  if (firstTokenMs !== null) firstToken.observe({ model }, firstTokenMs / 1_000);
}

/** Runs whose process was lost were ended by the sweeper. */
export function recordSwept(runs: number): void {
  metrics().ends.inc({ status: "failed", code: "internal", reason: "process_lost", model: "unknown" }, runs);
}

/** A run's end could not be written. */
export function recordUnsettled(): void {
  metrics().unsettled.inc();
}

/** Milliseconds from the accepted request to the first request to the provider. */
export function recordOverhead(milliseconds: number): void {
  metrics().overhead.observe(milliseconds / 1_000);
}

/** One request to the provider got its status, or ended as `aborted` or `unreachable`. */
export function recordAttempt(call: "messages" | "count_tokens" | "other", outcome: string): void {
  metrics().attempts.inc({ call, outcome });
}
