import "server-only";
import type { Plan } from "@/lib/credits/credits";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { canonicalJson, sha256 } from "@/lib/hash.server";
import { unlessDraining } from "@/lib/jobs/draining.server";
import { beginRuns } from "@/lib/runs/begin-runs.server";
import { prepareRun } from "@/lib/runs/prepare-run.server";
import type { RunRequest } from "@/lib/runs/run-request";
import { requireSuggested } from "@/lib/runs/suggested-use";
import { inSpan } from "@/lib/telemetry/spans.server";

export type StartRun = {
  user: { id: string; plan: Plan };
  request: RunRequest;
  idempotencyKey: string | null;
  now: Date;
};

export type StartedRun = {
  runId: string;
  /** Resolves when the run is settled; for platforms that must keep the process alive until then. */
  settled: Promise<void>;
  /** Starts a minute that the plan allows, and how many are left; null for a joined run, which uses up none. */
  limit: { perMinute: number; left: number } | null;
};

/**
 * Holds the most the run can cost, writes it, and lets the producer work on its own. A second request with the same
 * key joins the first run, whatever became of it. Refusals: those of `prepareRun`, insufficient_credits, rate_limited,
 * idempotency_mismatch, runs_disabled (also at the daily cap), model_unavailable (the breaker is open, this server is
 * going); after any of them nothing is held or written.
 */
export async function startRun({ user, request, idempotencyKey, now }: StartRun): Promise<StartedRun> {
  const requestHash = sha256(canonicalJson(request));
  const prepared = await inSpan("run.prepare", () => prepareRun(user.id, request, { now, idempotencyKey }));
  if ("earlier" in prepared) {
    if (prepared.earlier.requestHash !== requestHash) throw new AppError("idempotency_mismatch");
    return joined(prepared.earlier.id);
  }
  const suggestedInputId = requireSuggested(request.suggestedInputId, [prepared]);
  if (!env().runsEnabled) throw new AppError("runs_disabled");
  const { userInput } = request;
  const runs = { user, userInput, suggestedInputId, comparisonId: null, idempotencyKey, requestHash, now };
  const begun = await unlessDraining(() => beginRuns({ ...runs, prepared: [prepared] }));
  if (begun.joined) return joined(begun.runId);
  const [runId = ""] = begun.runIds;
  return { runId, settled: begun.settled, limit: begun.limit };
}

function joined(runId: string): StartedRun {
  return { runId, settled: Promise.resolve(), limit: null };
}
