import "server-only";
import { ProviderError } from "@/lib/anthropic/provider-error.server";
import { type ProviderRequest, type ProviderUsage, streamMessage } from "@/lib/anthropic/stream-message.server";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { patience } from "@/lib/runs/patience";
import { appendText, markThinking, type RunFeed } from "@/lib/runs/run-feed.server";
import type { RunEnd } from "@/lib/runs/settlement";
import { wholeCharacters } from "@/lib/runs/whole-characters";

/** What was seen of the provider's answer. */
export type Seen = {
  usage: ProviderUsage | null;
  /** True when the provider's last word on usage is in. */
  complete: boolean;
  accepted: boolean;
  requestId: string | null;
  firstTokenAt: Date | null;
  thinkingSince: Date | null;
};

export const SEEN_NOTHING: Seen = {
  usage: null,
  complete: false,
  accepted: false,
  requestId: null,
  firstTokenAt: null,
  thinkingSince: null,
};

/** Why we ended the provider's call ourselves. */
export type AbortCause = "stopped" | "time_up" | "restarted" | "no_answer" | "no_first_token" | "silent";

/** When to try again, where the provider names no time. */
const PAUSE_SECONDS = { overloaded: 10, provider_limit: 10, spend_limit: 300 } as const;

/** Reads the provider's stream into the feed, notes in `seen` what came, and says how it ended. Never throws. */
export async function readProvider(
  request: ProviderRequest,
  { feed, seen, abort }: { feed: RunFeed; seen: Seen; abort: AbortController },
): Promise<RunEnd> {
  const { RUN_SECONDS_MAX, PROVIDER_ANSWER_SECONDS, PROVIDER_FIRST_TOKEN_SECONDS, PROVIDER_SILENCE_SECONDS } = env();
  const give = (cause: AbortCause) => () => abort.abort(cause);
  const limit = setTimeout(give("time_up"), RUN_SECONDS_MAX * 1_000);
  const wait = patience();
  wait.until(PROVIDER_ANSWER_SECONDS, give("no_answer"));
  const whole = wholeCharacters();
  /** Is silence counted? From a first word on, and not while it thinks. */
  let watched = false;
  try {
    for await (const event of streamMessage(request, abort.signal)) {
      if (watched) wait.alive();
      switch (event.type) {
        case "accepted":
          seen.accepted = true;
          seen.requestId = event.requestId;
          wait.until(PROVIDER_FIRST_TOKEN_SECONDS, give("no_first_token"));
          break;
        case "usage":
          seen.usage = event.usage;
          break;
        case "thinking":
          seen.thinkingSince ??= now();
          wait.end(); // the SDK keeps the provider's pings to itself; the run's own limit stands
          watched = false;
          markThinking(feed);
          break;
        case "text": {
          const text = whole(event.text);
          if (text === "") break;
          seen.firstTokenAt ??= now();
          if (!watched) wait.until(PROVIDER_SILENCE_SECONDS, give("silent"));
          watched = true;
          appendText(feed, text);
          break;
        }
        case "finished":
          seen.complete = true;
          return { kind: "finished", stopReason: event.stopReason };
        case "alive":
          break;
      }
    }
    return endOfAbort(abort.signal.reason as AbortCause);
  } catch (error) {
    return endOfFault(error, feed.runId, seen);
  } finally {
    clearTimeout(limit);
    wait.end();
  }
}

function endOfAbort(cause: AbortCause): RunEnd {
  switch (cause) {
    case "stopped":
    case "time_up":
      return { kind: cause };
    case "restarted":
      return { kind: "failed", errorCode: "internal", reason: cause, retryAfterSeconds: null };
    default:
      return { kind: "failed", errorCode: "model_unavailable", reason: cause, retryAfterSeconds: null };
  }
}

function endOfFault(error: unknown, runId: string, seen: Seen): RunEnd {
  const fault = error instanceof ProviderError ? error : null;
  seen.requestId ??= fault?.requestId ?? null;
  const facts = { runId, status: fault?.status, type: fault?.type, providerRequestId: seen.requestId };
  const reason = fault?.reason ?? null;
  if (fault?.kind === "unavailable") {
    log.warn({ ...facts, reason, err: fault }, "provider did not answer");
    const pause = reason === null ? null : ((PAUSE_SECONDS as Record<string, number>)[reason] ?? null);
    return {
      kind: "failed",
      errorCode: "model_unavailable",
      reason,
      retryAfterSeconds: fault.retryAfterSeconds ?? pause,
    };
  }
  log.error({ ...facts, err: error }, "provider refused our request");
  return { kind: "failed", errorCode: "internal", reason, retryAfterSeconds: null };
}
