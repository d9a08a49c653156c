import "server-only";
import { BUY_PATH } from "@/lib/credits/buy-path";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { canonicalJson, sha256 } from "@/lib/hash.server";
import { newId } from "@/lib/id";
import { unlessDraining } from "@/lib/jobs/draining.server";
import { toMicroUsd } from "@/lib/models/cost";
import { leaseFrom } from "@/lib/runs/lease";
import { type PreparedRun, prepareRun } from "@/lib/runs/prepare-run.server";
import { launchProducer } from "@/lib/runs/produce-run.server";
import type { RunRequest } from "@/lib/runs/run-request";
import { titleOf } from "@/lib/runs/title";
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

type Outcome = { outcome: string; runId?: string; runsLeft?: number } & Record<string, unknown>;

/** Runs a minute and in flight, by plan. */
function limitsOf(plan: Plan): { perMinute: number; inFlight: number } {
  const limits = env();
  return plan === "free"
    ? { perMinute: limits.LIMIT_RUNS_PER_MINUTE, inFlight: limits.LIMIT_RUNS_IN_FLIGHT }
    : { perMinute: limits.LIMIT_RUNS_PER_MINUTE_PLUS, inFlight: limits.LIMIT_RUNS_IN_FLIGHT_PLUS };
}

function refusal({ outcome, runId: _, ...details }: Outcome, required: number): AppError {
  switch (outcome) {
    case "insufficient_credits": {
      const { available, debt } = details;
      const message =
        Number(debt) > 0
          ? `A refund or dispute left you owing ${debt} credits. Runs go on when a purchase has paid them back.`
          : `This run may cost up to ${required} ${required === 1 ? "credit" : "credits"}; you have ${available}.`;
      return new AppError("insufficient_credits", {
        message,
        details: { required, available, ...(Number(debt) > 0 ? { debt } : {}), purchaseUrl: BUY_PATH },
      });
    }
    case "rate_limited":
      return new AppError("rate_limited", {
        message:
          details["reason"] === "in_flight"
            ? `You have ${details["limit"]} runs going; wait for one to end, or stop it.`
            : `You can start ${details["limit"]} runs a minute; the next in ${details["retryAfterSeconds"]} s.`,
        details,
      });
    case "circuit_open": {
      const { retryAfterSeconds, reason: because } = details;
      return new AppError("model_unavailable", {
        message:
          because === "spend_limit"
            ? "Runs are paused: this installation has used up what it may spend at Claude. Nothing was charged."
            : "Claude is not answering at the moment, so no runs are started; nothing was charged.",
        details: { reason: "circuit_open", because, retryable: true, retryAfterSeconds, creditsCharged: 0 },
      });
    }
    case "daily_cap":
      return new AppError("runs_disabled", {
        message: details["paid"]
          ? "This installation has spent what it may today; runs go on at midnight UTC. Your credits stay."
          : "Free runs are used up for today on this installation; they go on at midnight UTC.",
        details: { reason: "daily_cap", retryAfterSeconds: details["retryAfterSeconds"] },
      });
    case "idempotency_mismatch":
      return new AppError("idempotency_mismatch");
    default:
      return new AppError("not_found");
  }
}

function runRow(runId: string, prepared: PreparedRun, request: RunRequest) {
  const { context, source, quote } = prepared;
  return {
    id: runId,
    parent_run_id: prepared.parentRunId,
    lane: 0,
    package_id: source.kind === "package" ? (context.package?.packageId ?? null) : null,
    package_version_id: source.kind === "package" ? source.versionId : null,
    custom_prompt: source.kind === "custom" ? source.text : null,
    prompt_hash: prepared.promptHash,
    files: source.kind === "package" ? source.selected : null,
    model: prepared.model.name,
    provider_model: prepared.provider.model,
    effort: prepared.effort,
    user_input: request.userInput,
    sent_input: prepared.composed.sentInput,
    max_tokens: quote.maxTokens,
    prompt_tokens: prepared.weight.tokens,
    credits_quoted: quote.credits,
    max_cost_micro_usd: toMicroUsd(quote.maxCostNanoUsd),
    price_date: prepared.price.from,
    omitted_turns: prepared.omittedTurns,
  };
}

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
  if (!env().runsEnabled) throw new AppError("runs_disabled");
  return unlessDraining(() => begin({ user, request, idempotencyKey, now }, prepared, requestHash));
}

async function begin(
  { user, request, idempotencyKey, now }: StartRun,
  prepared: PreparedRun,
  requestHash: string,
): Promise<StartedRun> {
  const { DAILY_API_COST_CAP_USD: cap } = env();
  const limits = limitsOf(user.plan);
  const runId = newId();
  const isNew = prepared.context.session === null;
  const sessionId = prepared.context.session?.id ?? newId();
  const [row] = await query<{ result: Outcome }>("SELECT start_runs($1) AS result", [
    {
      now,
      userId: user.id,
      leaseUntil: leaseFrom(now),
      idempotencyKey,
      requestHash,
      ...limits,
      capMicroUsd: cap === undefined ? null : Math.round(cap * 1_000_000),
      session: { id: sessionId, isNew, title: titleOf(request.userInput), saved: user.plan !== "free" },
      runs: [runRow(runId, prepared, request)],
    },
  ]);
  const result = row?.result ?? { outcome: "not_found" };
  if (result.outcome === "joined" && result.runId) return joined(result.runId);
  if (result.outcome !== "started") throw refusal(result, prepared.quote.credits);
  const { context: _context, source: _source, composed: _composed, history: _history, ...kept } = prepared;
  const settled = launchProducer({ runId, sessionId, userId: user.id, acceptedAt: now, prepared: kept });
  return { runId, settled, limit: { perMinute: limits.perMinute, left: result.runsLeft ?? 0 } };
}

function joined(runId: string): StartedRun {
  return { runId, settled: Promise.resolve(), limit: null };
}
