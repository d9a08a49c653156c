import "server-only";
import { z } from "zod";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { canonicalJson, sha256 } from "@/lib/hash.server";
import { unlessDraining } from "@/lib/jobs/draining.server";
import type { Effort, ModelName } from "@/lib/models/models";
import { beginRuns } from "@/lib/runs/begin-runs.server";
import { type PreparedRun, prepareRun, type RunToPrepare } from "@/lib/runs/prepare-run.server";
import { MAX_CREDITS } from "@/lib/runs/quote";
import type { StartedRun } from "@/lib/runs/start-run.server";
import { inSpan } from "@/lib/telemetry/spans.server";

/** The body of `POST comparisons/{id}/lanes/{lane}/retry`. */
export const RetryBody = z.object({ maxCredits: z.int().min(1).max(MAX_CREDITS).optional() });
export type RetryBody = z.infer<typeof RetryBody>;

type RetryLane = {
  user: { id: string; plan: Plan };
  comparisonId: string;
  lane: number;
  body: RetryBody;
  idempotencyKey: string | null;
  now: Date;
};

type Tried = {
  id: string;
  sessionId: string;
  parentRunId: string | null;
  packageId: string | null;
  packageVersion: string | null;
  customPrompt: string | null;
  files: string[] | null;
  model: ModelName;
  effort: Effort | null;
  userInput: string;
  creditsQuoted: number;
  omittedTurns: number;
  suggestedInputId: string | null;
};

const TRIED = `SELECT r.id, r.session_id AS "sessionId", r.parent_run_id AS "parentRunId", r.package_id AS "packageId",
  v.version AS "packageVersion", r.custom_prompt AS "customPrompt", r.files, r.model, r.effort,
  r.user_input AS "userInput", r.credits_quoted AS "creditsQuoted", r.omitted_turns AS "omittedTurns",
  r.suggested_input_id AS "suggestedInputId"
FROM newest_tries($2) r JOIN playground_sessions s ON s.id = r.session_id
  LEFT JOIN package_versions v ON v.id = r.package_version_id
WHERE r.lane = $3 AND r.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $4)`;

function promptOf({ packageId, packageVersion, customPrompt, files }: Tried) {
  if (packageId === null) return customPrompt === null ? { baseline: true } : { customPrompt };
  if (packageVersion === null) throw new AppError("not_found", { message: "The package of this lane is gone." });
  return { packageId, packageVersion, files };
}

/** The request that made a run, whatever it had left out said. */
function requestOf(tried: Tried, maxCredits: number): RunToPrepare {
  const { sessionId, parentRunId, model, effort, userInput, omittedTurns, suggestedInputId } = tried;
  return {
    ...promptOf(tried),
    ...(effort !== null && { effort }),
    ...(suggestedInputId !== null && { suggestedInputId }),
    sessionId,
    parentRunId,
    model,
    userInput,
    maxCredits,
    fitHistory: omittedTurns > 0,
    seam: true,
  };
}

type Preparing = Pick<RetryLane, "user" | "lane" | "body" | "idempotencyKey" | "now">;

/** Prepares it for the budget that is asked, else for what was quoted before, or more where that would be too small now. */
async function prepareAgain(tried: Tried, { user, lane, body, idempotencyKey, now }: Preparing) {
  const prepare = (credits: number) => prepareRun(user.id, requestOf(tried, credits), { now, lane, idempotencyKey });
  return prepare(body.maxCredits ?? tried.creditsQuoted).catch((error: unknown) => {
    const least = error instanceof AppError && error.code === "budget_too_small" ? error.details["minCredits"] : null;
    if (body.maxCredits !== undefined || typeof least !== "number") throw error;
    return prepare(least);
  });
}

/** What a suggestion is counted for stays what it was, also if its package suggests it no more. */
function suggestedIn({ suggestedInputId }: Tried, { context }: PreparedRun): string | null {
  return context.suggestedPackageId === null ? null : suggestedInputId;
}

/**
 * Runs a lane of one's own comparison once more as its newest run was made, in the same place; that one has failed, was
 * stopped, or was a refusal, else it is a `conflict`. Of two at once one begins. Counts as a run like any other; refuses
 * as `startRun` does, and with `not_found` where there is no such lane.
 */
export async function retryLane({
  user,
  comparisonId,
  lane,
  body,
  idempotencyKey,
  now,
}: RetryLane): Promise<StartedRun> {
  const [tried] = await query<Tried>(TRIED, [user.id, comparisonId, lane, now]);
  if (tried === undefined) throw new AppError("not_found");
  const requestHash = sha256(canonicalJson({ comparisonId, lane, ...body }));
  const prepared = await inSpan("run.prepare", () => prepareAgain(tried, { user, lane, body, idempotencyKey, now }));
  if ("earlier" in prepared) {
    if (prepared.earlier.requestHash !== requestHash) throw new AppError("idempotency_mismatch");
    return { runId: prepared.earlier.id, settled: Promise.resolve(), limit: null };
  }
  if (!env().runsEnabled) throw new AppError("runs_disabled");
  const begun = await unlessDraining(() =>
    beginRuns({
      user,
      prepared: [prepared],
      userInput: tried.userInput,
      comparisonId,
      retryOf: { runId: tried.id, lane },
      suggestedInputId: suggestedIn(tried, prepared),
      idempotencyKey,
      requestHash,
      now,
    }),
  );
  if (begun.joined) return { runId: begun.runId, settled: Promise.resolve(), limit: null };
  const [runId = ""] = begun.runIds;
  return { runId, settled: begun.settled, limit: begun.limit };
}
