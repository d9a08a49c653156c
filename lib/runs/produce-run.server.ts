import "server-only";
import { now } from "@/lib/clock";
import { noteBudget } from "@/lib/credits/note-budget.server";
import { underWay } from "@/lib/jobs/draining.server";
import { log } from "@/lib/log.server";
import { alertAfterSettling } from "@/lib/runs/alert-after-settling.server";
import { billedUsage } from "@/lib/runs/billed-usage";
import { flushUnderWay, keepFlushing } from "@/lib/runs/flush-runs.server";
import type { PreparedRun } from "@/lib/runs/prepare-run.server";
import { type AbortCause, readProvider, SEEN_NOTHING, type Seen } from "@/lib/runs/read-provider.server";
import { runErrorBody } from "@/lib/runs/run-error";
import { endFeed, type FeedEnd, openFeed, type RunFeed } from "@/lib/runs/run-feed.server";
import { settleRun } from "@/lib/runs/settle-run.server";
import { type RunEnd, settle } from "@/lib/runs/settlement";
import { observeEnd, observeProduce } from "@/lib/telemetry/observe-run.server";
import { recordUnsettled } from "@/lib/telemetry/run-metrics.server";
import { inSpan } from "@/lib/telemetry/spans.server";

/** What is kept of a prepared run as long as it goes: not the package's files and the thread, which may be megabytes. */
type ProducedRun = Omit<PreparedRun, "context" | "source" | "composed" | "history">;

export type Launch = {
  runId: string;
  sessionId: string;
  userId: string;
  /** Null for a plain run. */
  comparisonId: string | null;
  /** Its place in a comparison; 0 for a plain run. */
  lane: number;
  acceptedAt: Date;
  prepared: ProducedRun;
};

/**
 * Starts the work of a run and returns at once. It is not tied to the request that asked for it: it goes on when the
 * reader leaves, and ends by itself, by Stop, or by the run's time limit. The promise resolves when it is settled and
 * never rejects.
 */
export function launchProducer(launch: Launch): Promise<void> {
  const abort = new AbortController();
  const { model, quote } = launch.prepared;
  const feed = openFeed({
    runId: launch.runId,
    userId: launch.userId,
    start: {
      runId: launch.runId,
      sessionId: launch.sessionId,
      comparisonId: launch.comparisonId,
      lane: launch.lane,
      model: model.name,
      creditsQuoted: quote.credits,
    },
    stop: (cause) => abort.abort(cause satisfies AbortCause),
  });
  keepFlushing();
  const watched = { runId: launch.runId, model: model.name, creditsQuoted: quote.credits };
  return underWay(() =>
    observeProduce(watched, () => produce(launch, feed, abort)).catch((error) => {
      recordUnsettled();
      // The end could not be written: the lease runs out, the sweeper settles it, and readers poll the database for it.
      log.error({ err: error, runId: launch.runId }, "run could not be settled");
      endFeed(feed, null);
    }),
  );
}

async function produce(launch: Launch, feed: RunFeed, abort: AbortController): Promise<void> {
  const seen: Seen = { ...SEEN_NOTHING };
  const end = await readProvider(launch.prepared.provider, { feed, seen, abort });
  feed.settling = true;
  await flushUnderWay();
  const { prepared } = launch;
  const usage = billedUsage({
    ...seen,
    accepted: seen.accepted || end.kind !== "failed",
    text: feed.text,
    thoughtMs: thoughtMs(seen),
    promptTokens: prepared.weight.tokens,
    maxTokens: prepared.quote.maxTokens,
  });
  const thought = seen.thinkingSince !== null;
  const settlement = settle({
    end,
    text: feed.text,
    thought,
    usage,
    quoted: prepared.quote.credits,
    model: prepared.model,
    price: prepared.price,
  });
  const finishedAt = now();
  const times = {
    firstTokenMs: seen.firstTokenAt === null ? null : seen.firstTokenAt.getTime() - launch.acceptedAt.getTime(),
    durationMs: finishedAt.getTime() - launch.acceptedAt.getTime(),
  };
  const ending = {
    runId: launch.runId,
    now: finishedAt,
    settlement,
    usage,
    rawUsage: seen.usage?.raw ?? null,
    usageEstimated: !seen.complete,
    providerRequestId: seen.requestId,
    answered: answeredIn(end, seen),
    begun: seen.firstTokenAt !== null || thought,
    ...times,
  };
  const settled = await inSpan("run.settle", () => settleRun(ending));
  const { status, stopReason } = settlement;
  observeEnd({ status, stopReason, failure: settled.failure, model: prepared.model.name, ...times });
  // Waited for, because the process may sleep once the run is over; it asks the database once a day at most.
  await alertAfterSettling(prepared.model.name, settlement, settled, finishedAt);
  if (settled.failure !== null) {
    const { runId, lane } = launch;
    endFeed(feed, { type: "error", data: { ...runErrorBody(settled.failure), runId, lane, creditsCharged: 0 } });
    return;
  }
  const { comparisonId: _, ...start } = feed.start;
  const done: FeedEnd = {
    type: "done",
    data: {
      ...start,
      parentRunId: prepared.parentRunId,
      response: settlement.response,
      stopReason,
      creditsSpent: settled.charged,
      creditsRemaining: settled.available,
      tokensUsed: usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
      usage,
      usageEstimated: !seen.complete,
      omittedTurns: prepared.omittedTurns,
      ...times,
    },
  };
  endFeed(feed, done);
  // Its reader has the end by now, and nobody's answer waits for this.
  if (settled.charged > 0) await noteBudget(launch.userId, launch.acceptedAt, finishedAt);
}

/** Is this a sign that the provider answers? A first word, an end without one, or a refusal of what we sent. */
function answeredIn(end: RunEnd, seen: Seen): boolean {
  if (end.kind === "failed") return end.reason === "rejected";
  return seen.complete || seen.firstTokenAt !== null || seen.thinkingSince !== null;
}

function thoughtMs({ thinkingSince, firstTokenAt }: Seen): number | null {
  return thinkingSince === null ? null : (firstTokenAt ?? now()).getTime() - thinkingSince.getTime();
}
