import "server-only";
import { ProviderError } from "@/lib/anthropic/provider-error.server";
import { type ProviderUsage, streamMessage } from "@/lib/anthropic/stream-message.server";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { flushUnderWay, keepFlushing } from "@/lib/runs/flush-runs.server";
import type { PreparedRun } from "@/lib/runs/prepare-run.server";
import { likelyTokens } from "@/lib/runs/prompt-weight";
import type { RunUsage } from "@/lib/runs/run";
import { runErrorBody } from "@/lib/runs/run-error";
import { appendText, endFeed, type FeedEnd, markThinking, openFeed, type RunFeed } from "@/lib/runs/run-feed.server";
import { settleRun } from "@/lib/runs/settle-run.server";
import { type RunEnd, settle } from "@/lib/runs/settlement";

/** The longest silence between two events of the provider. */
const SILENCE_MS = 60_000;

export type Launch = {
  runId: string;
  sessionId: string;
  userId: string;
  acceptedAt: Date;
  prepared: PreparedRun;
};

/** What was seen of the provider's answer. */
type Seen = {
  usage: ProviderUsage | null;
  /** True when the provider's last word on usage is in. */
  complete: boolean;
  accepted: boolean;
  requestId: string | null;
  firstTokenAt: Date | null;
  thinkingSince: Date | null;
};

type AbortCause = "stopped" | "time_up" | "silent";

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
      lane: 0,
      model: model.name,
      creditsQuoted: quote.credits,
    },
    stop: () => abort.abort("stopped" satisfies AbortCause),
  });
  keepFlushing();
  return produce(launch, feed, abort).catch((error) => {
    // The end could not be written: the lease runs out, the sweeper settles it, and readers poll the database for it.
    log.error({ err: error, runId: launch.runId }, "run could not be settled");
    endFeed(feed, null);
  });
}

async function produce(launch: Launch, feed: RunFeed, abort: AbortController): Promise<void> {
  const seen: Seen = {
    usage: null,
    complete: false,
    accepted: false,
    requestId: null,
    firstTokenAt: null,
    thinkingSince: null,
  };
  const end = await readProvider(launch, feed, abort, seen);
  feed.settling = true;
  await flushUnderWay();
  const { prepared } = launch;
  const usage = billedUsage({ seen, text: feed.text, prepared, end });
  const settlement = settle({
    end,
    text: feed.text,
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
  const settled = await settleRun({
    runId: launch.runId,
    now: finishedAt,
    settlement,
    usage,
    rawUsage: seen.usage?.raw ?? null,
    usageEstimated: !seen.complete,
    providerRequestId: seen.requestId,
    ...times,
  });
  log.info({ runId: launch.runId, status: settlement.status, errorCode: settlement.errorCode, ...times }, "run ended");
  const errorCode = settled.errorCode ?? settlement.errorCode;
  if (errorCode !== null) {
    endFeed(feed, {
      type: "error",
      data: { ...runErrorBody(errorCode), runId: launch.runId, lane: 0, creditsCharged: 0 },
    });
    return;
  }
  const done: FeedEnd = {
    type: "done",
    data: {
      ...feed.start,
      parentRunId: prepared.parentRunId,
      response: settlement.response,
      stopReason: settlement.stopReason,
      creditsSpent: settled.charged,
      creditsRemaining: settled.available,
      tokensUsed: usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
      usage,
      usageEstimated: !seen.complete,
      ...times,
    },
  };
  endFeed(feed, done);
}

/** Reads the provider's stream into the feed and says how it ended. Never throws. */
async function readProvider(launch: Launch, feed: RunFeed, abort: AbortController, seen: Seen): Promise<RunEnd> {
  const give = (cause: AbortCause) => () => abort.abort(cause);
  const limit = setTimeout(give("time_up"), env().RUN_SECONDS_MAX * 1_000);
  const silence = setTimeout(give("silent"), SILENCE_MS);
  const text = surrogateSafe();
  try {
    for await (const event of streamMessage(launch.prepared.provider, abort.signal)) {
      silence.refresh();
      if (event.type === "accepted") {
        seen.accepted = true;
        seen.requestId = event.requestId;
      } else if (event.type === "usage") {
        seen.usage = event.usage;
      } else if (event.type === "thinking") {
        seen.thinkingSince ??= now();
        markThinking(feed);
      } else if (event.type === "text") {
        const whole = text(event.text);
        if (whole === "") continue;
        seen.firstTokenAt ??= now();
        appendText(feed, whole);
      } else {
        seen.complete = true;
        return { kind: "finished", stopReason: event.stopReason };
      }
    }
    return endOfAbort(abort.signal.reason as AbortCause);
  } catch (error) {
    return endOfFault(error, launch.runId, seen);
  } finally {
    clearTimeout(limit);
    clearTimeout(silence);
  }
}

function endOfAbort(cause: AbortCause): RunEnd {
  return cause === "silent" ? { kind: "failed", errorCode: "model_unavailable" } : { kind: cause };
}

function endOfFault(error: unknown, runId: string, seen: Seen): RunEnd {
  const fault = error instanceof ProviderError ? error : null;
  seen.requestId ??= fault?.requestId ?? null;
  const facts = { runId, status: fault?.status, type: fault?.type, requestId: seen.requestId };
  if (fault?.kind === "unavailable") {
    log.warn({ ...facts, reason: fault.message }, "provider did not answer");
    return { kind: "failed", errorCode: "model_unavailable" };
  }
  log.error({ ...facts, err: error }, "provider refused our request");
  return { kind: "failed", errorCode: "internal" };
}

/**
 * Keeps a pair of surrogates together when the provider's pieces split it, and replaces what no database takes: a
 * half that never got its other half, and NUL.
 */
function surrogateSafe(): (piece: string) => string {
  let carried = "";
  return (piece) => {
    const text = carried + piece;
    const last = text.charCodeAt(text.length - 1);
    carried = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : "";
    return text
      .slice(0, text.length - carried.length)
      .toWellFormed()
      .replaceAll("\u0000", "\ufffd");
  };
}

/** How fast the quickest of the thinking models thinks, in tokens a second, generously. */
const THINKING_TOKENS_A_SECOND = 150;

/** Thinking is billed though nothing of it is shown; where the provider's figure never came, its time stands for it. */
function likelyThinking({ thinkingSince, firstTokenAt }: Seen, room: number): number {
  if (thinkingSince === null) return 0;
  const until = firstTokenAt ?? now();
  const seconds = (until.getTime() - thinkingSince.getTime()) / 1_000;
  return Math.min(Math.max(0, room), Math.ceil(seconds * THINKING_TOKENS_A_SECOND));
}

type Ended = { seen: Seen; text: string; prepared: PreparedRun; end: RunEnd };

/** The provider's figures, or for a run that was cut short its input and what was delivered, counted by us. */
function billedUsage({ seen, text, prepared, end }: Ended): RunUsage {
  const { usage, complete } = seen;
  const neverAsked = end.kind === "failed" && !seen.accepted;
  const written = likelyTokens(text);
  const thinkingTokens = complete
    ? (usage?.thinking_tokens ?? 0)
    : likelyThinking(seen, prepared.quote.maxTokens - written);
  return {
    inputTokens: usage?.input_tokens ?? (neverAsked ? 0 : prepared.weight.tokens),
    outputTokens: complete
      ? (usage?.output_tokens ?? 0)
      : Math.max(usage?.output_tokens ?? 0, written + thinkingTokens),
    thinkingTokens,
    cacheReadTokens: usage?.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage?.cache_creation_input_tokens ?? 0,
  };
}
