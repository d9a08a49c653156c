import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { findRun } from "@/lib/runs/read-run.server";
import type { RunEvent, RunState } from "@/lib/runs/run";
import { type FeedEnd, feeds, nextChange, type RunFeed } from "@/lib/runs/run-feed.server";

/** An event and, for a delta, its id: the number of UTF-16 code units of the run's text up to its end. */
export type Followed = { event: RunEvent; id?: string };

/** After a first piece at once, later ones are gathered this long: a write per token costs more than it shows. */
const GATHER_MS = 30;
const POLL_MS = 150;

/** The start of a delta that splits no surrogate pair. */
function wholeFrom(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

function deltaFrom(text: string, lane: number, from: number): Followed {
  return { event: { type: "delta", data: { lane, text: text.slice(wholeFrom(text, from)) } }, id: String(text.length) };
}

/**
 * Follows one's own run from a position in its text to its end: from memory where this process produces it, else from
 * the database. Ends after `done` or `error`, or when the signal aborts; the run goes on either way. A run that is
 * not there ends the stream at once: ask `findRun` first.
 */
export async function* followRun(
  userId: string,
  runId: string,
  { after = 0, signal }: { after?: number; signal: AbortSignal },
): AsyncGenerator<Followed> {
  const feed = feeds().get(runId);
  const sent =
    feed?.userId === userId ? yield* followFeed(feed, after, signal) : { position: after, ended: false, begun: false };
  if (sent.ended || signal.aborted) return;
  yield* followDatabase(userId, runId, sent, signal);
}

async function* followFeed(
  feed: RunFeed,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Followed, { position: number; ended: boolean; begun: boolean }> {
  yield { event: { type: "run", data: feed.start } };
  let position = after;
  let saidThinking = false;
  while (!signal.aborted) {
    if (feed.thinking && !saidThinking && feed.text === "") {
      saidThinking = true;
      yield { event: { type: "thinking", data: { lane: feed.start.lane } } };
    }
    if (feed.text.length > position) {
      yield deltaFrom(feed.text, feed.start.lane, position);
      position = feed.text.length;
      if (feed.end === null) await sleep(GATHER_MS);
      continue;
    }
    if (feed.end !== null) {
      yield { event: feed.end };
      return { position, ended: true, begun: true };
    }
    // The producer gave up without an end that was written; the database will have one when the lease has run out.
    if (!feeds().has(feed.runId)) return { position, ended: false, begun: true };
    await nextChange(feed, signal);
  }
  return { position, ended: true, begun: true };
}

function endOf(run: RunState): RunEvent {
  const { status, error, ...receipt } = run;
  return error === null
    ? { type: "done", data: receipt }
    : { type: "error", data: { ...error, runId: run.runId, lane: run.lane, creditsCharged: 0 } };
}

async function* followDatabase(
  userId: string,
  runId: string,
  sent: { position: number; begun: boolean },
  signal: AbortSignal,
): AsyncGenerator<Followed> {
  let { position, begun } = sent;
  while (!signal.aborted) {
    const run = await findRun(userId, runId, now());
    if (run === null) return;
    if (!begun) {
      begun = true;
      const { sessionId, lane, model, creditsQuoted } = run;
      yield { event: { type: "run", data: { runId, sessionId, lane, model, creditsQuoted } } };
    }
    if (run.response.length > position) {
      yield deltaFrom(run.response, run.lane, position);
      position = run.response.length;
    }
    if (run.status !== "running") {
      yield { event: endOf(run) };
      return;
    }
    await sleep(POLL_MS);
  }
}

/** Waits for a run's end without its text on the way: the one answer of the JSON form. */
export async function awaitRun(userId: string, runId: string, signal: AbortSignal): Promise<FeedEnd | null> {
  for await (const { event } of followRun(userId, runId, { signal })) {
    if (event.type === "done" || event.type === "error") return event;
  }
  return null;
}
