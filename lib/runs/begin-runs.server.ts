import "server-only";
import { BUY_PATH } from "@/lib/credits/buy-path";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { toMicroUsd } from "@/lib/models/cost";
import { leaseFrom } from "@/lib/runs/lease";
import type { PreparedRun } from "@/lib/runs/prepare-run.server";
import { launchProducer } from "@/lib/runs/produce-run.server";
import { titleOf } from "@/lib/runs/title";

/** Runs that are begun together: one, or the lanes of a comparison in their order. */
export type RunsToBegin = {
  user: { id: string; plan: Plan };
  prepared: readonly PreparedRun[];
  userInput: string;
  /** Null for a plain run. */
  comparisonId: string | null;
  /** The newest run of a lane that is tried again, in whose lane the one run goes. */
  retryOf?: { runId: string; lane: number };
  /** The suggestion that was asked as it stands: counted once, and kept with the runs of its package. */
  suggestedInputId: string | null;
  idempotencyKey: string | null;
  requestHash: string;
  now: Date;
};

/** `joined`: an earlier request of the same key, whose first run this is. */
export type BegunRuns =
  | { joined: true; runId: string }
  | {
      joined: false;
      runIds: string[];
      /** Resolves when all are settled. */
      settled: Promise<void>;
      limit: { perMinute: number; left: number };
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
    case "judged":
      return new AppError("conflict", { message: "A winner was picked with this answer; it stays as it is." });
    case "not_retryable":
      return new AppError("conflict", { message: "Only a lane that failed, was stopped or declined is run again." });
    case "idempotency_mismatch":
      return new AppError("idempotency_mismatch");
    default:
      return new AppError("not_found");
  }
}

type RowOf = { runId: string; lane: number; prepared: PreparedRun };

function runRow({ runId, lane, prepared }: RowOf, { comparisonId, userInput, suggestedInputId }: RunsToBegin) {
  const { context, source, quote } = prepared;
  const isSuggested = source.kind === "package" && context.package?.packageId === context.suggestedPackageId;
  return {
    id: runId,
    parent_run_id: prepared.parentRunId,
    comparison_id: comparisonId,
    lane,
    package_id: source.kind === "package" ? (context.package?.packageId ?? null) : null,
    package_version_id: source.kind === "package" ? source.versionId : null,
    custom_prompt: source.kind === "custom" ? source.text : null,
    prompt_hash: prepared.promptHash,
    files: source.kind === "package" ? source.selected : null,
    model: prepared.model.name,
    provider_model: prepared.provider.model,
    effort: prepared.effort,
    user_input: userInput,
    sent_input: prepared.composed.sentInput,
    max_tokens: quote.maxTokens,
    prompt_tokens: prepared.weight.tokens,
    credits_quoted: quote.credits,
    max_cost_micro_usd: toMicroUsd(quote.maxCostNanoUsd),
    price_date: prepared.price.from,
    omitted_turns: prepared.omittedTurns,
    suggested_input_id: isSuggested ? suggestedInputId : null,
  };
}

/** Out here, because a function made beside the prepared runs would keep their packages in memory until the end. */
const nothing = () => {};

/**
 * Holds the most that all of them can cost, all or none, writes them, and lets their producers work on their own.
 * Refusals: not_found, conflict (a lane that is not to be tried again), insufficient_credits, rate_limited,
 * idempotency_mismatch, runs_disabled, model_unavailable; after any of them nothing is held or written.
 */
export async function beginRuns(runs: RunsToBegin): Promise<BegunRuns> {
  const { user, prepared, userInput, comparisonId, retryOf, suggestedInputId, idempotencyKey, requestHash, now } = runs;
  const { DAILY_API_COST_CAP_USD: cap } = env();
  const limits = limitsOf(user.plan);
  const rows = prepared.map((each, index) => ({ runId: newId(), lane: retryOf?.lane ?? index, prepared: each }));
  const known = prepared[0]?.context.session ?? null;
  const sessionId = known?.id ?? newId();
  const [row] = await query<{ result: Outcome }>("SELECT start_runs($1) AS result", [
    {
      now,
      userId: user.id,
      leaseUntil: leaseFrom(now),
      idempotencyKey,
      requestHash,
      ...limits,
      capMicroUsd: cap === undefined ? null : Math.round(cap * 1_000_000),
      session: { id: sessionId, isNew: known === null, title: titleOf(userInput), saved: user.plan !== "free" },
      retryOf: retryOf?.runId ?? null,
      suggestedInputId,
      runs: rows.map((each) => runRow(each, runs)),
    },
  ]);
  const result = row?.result ?? { outcome: "not_found" };
  if (result.outcome === "joined" && result.runId) return { joined: true, runId: result.runId };
  const quoted = prepared.reduce((sum, { quote }) => sum + quote.credits, 0);
  if (result.outcome !== "started") throw refusal(result, quoted);
  const settled = rows.map(({ runId, lane, prepared: each }) => {
    const { context: _context, source: _source, composed: _composed, history: _history, ...kept } = each;
    return launchProducer({ runId, sessionId, comparisonId, lane, userId: user.id, acceptedAt: now, prepared: kept });
  });
  return {
    joined: false,
    runIds: rows.map(({ runId }) => runId),
    settled: Promise.all(settled).then(nothing),
    limit: { perMinute: limits.perMinute, left: result.runsLeft ?? 0 },
  };
}
