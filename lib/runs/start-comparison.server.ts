import "server-only";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { canonicalJson, sha256 } from "@/lib/hash.server";
import { newId } from "@/lib/id";
import { unlessDraining } from "@/lib/jobs/draining.server";
import { beginRuns } from "@/lib/runs/begin-runs.server";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import { prepareComparison } from "@/lib/runs/prepare-comparison.server";
import { requireSuggested } from "@/lib/runs/suggested-use";
import { inSpan } from "@/lib/telemetry/spans.server";

type StartComparison = {
  user: { id: string; plan: Plan };
  request: ComparisonRequest;
  idempotencyKey: string | null;
  now: Date;
};

export type StartedComparison = {
  comparisonId: string;
  /** Resolves when every lane is settled; for platforms that must keep the process alive until then. */
  settled: Promise<void>;
  /** A comparison counts as one start; null for a joined one, which uses up none. */
  limit: { perMinute: number; left: number } | null;
};

/** The comparison that an earlier request of the same key began. */
async function joined(runId: string): Promise<StartedComparison> {
  const [row] = await query<{ id: string | null }>("SELECT comparison_id AS id FROM playground_runs WHERE id = $1", [
    runId,
  ]);
  if (row?.id == null) throw new AppError("idempotency_mismatch");
  return { comparisonId: row.id, settled: Promise.resolve(), limit: null };
}

/**
 * Holds the most that each lane can cost, all or none, and lets the lanes run on their own: one that fails costs
 * nothing and leaves the others alone. A second request with the same key joins the first. Refusals: those of
 * `startRun`; after any of them nothing is held or written.
 */
export async function startComparison({ user, request, idempotencyKey, now }: StartComparison) {
  const requestHash = sha256(canonicalJson(request));
  const prepared = await inSpan("run.prepare", () => prepareComparison(user.id, request, { now, idempotencyKey }));
  if ("earlier" in prepared) {
    if (prepared.earlier.requestHash !== requestHash) throw new AppError("idempotency_mismatch");
    return joined(prepared.earlier.id);
  }
  const suggestedInputId = requireSuggested(request.suggestedInputId, prepared);
  if (!env().runsEnabled) throw new AppError("runs_disabled");
  const comparisonId = newId();
  const { userInput } = request;
  const runs = { user, prepared, userInput, suggestedInputId, comparisonId, idempotencyKey, requestHash, now };
  const begun = await unlessDraining(() => beginRuns(runs));
  if (begun.joined) return joined(begun.runId);
  return { comparisonId, settled: begun.settled, limit: begun.limit } satisfies StartedComparison;
}
