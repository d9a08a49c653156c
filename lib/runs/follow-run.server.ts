import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { log } from "@/lib/log.server";
import { findRunTail, type RunTail } from "@/lib/runs/read-run.server";
import type { RunEvent, RunState } from "@/lib/runs/run";
import {
  type FeedEnd,
  feeds,
  gather,
  joinFeed,
  leaveFeed,
  nextChange,
  type RunFeed,
  wholeFrom,
} from "@/lib/runs/run-feed.server";

/** An event and, for a delta, its id: the number of UTF-16 code units of the run's text up to its end. */
export type Followed = { event: RunEvent; id?: string };

/** After a first piece at once, later ones are gathered this long: a write per token costs more than it shows. */
const GATHER_MS = 48;
const POLL_MS = 150;
const PAUSE_MS = 1_000;

function delta(lane: number, text: string, position: number): Followed {
  return { event: { type: "delta", data: { lane, text } }, id: String(position) };
}

/** The feed's text up to now as an event; readers who are at the same place get the same one, encoded once. */
function deltaOf(feed: RunFeed, text: string): Followed {
  const id = String(feed.text.length);
  const last = feed.lastDelta;
  if (last?.id === id && last.event.data.text.length === text.length) return last;
  const made = { event: { type: "delta" as const, data: { lane: feed.start.lane, text } }, id };
  feed.lastDelta = made;
  return made;
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
  const { lane } = feed.start;
  const reader = joinFeed(feed, after);
  const leave = () => reader.wake("end");
  signal.addEventListener("abort", leave);
  let position = Math.min(after, feed.text.length);
  let saidThinking = false;
  try {
    yield { event: { type: "run", data: feed.start } };
    while (!signal.aborted) {
      if (feed.thinking && !saidThinking && feed.text === "") {
        saidThinking = true;
        yield { event: { type: "thinking", data: { lane } } };
      }
      if (reader.unread !== "") {
        const text = reader.unread;
        reader.unread = "";
        position = feed.text.length;
        yield deltaOf(feed, text);
        if (feed.end === null) await gather(reader, GATHER_MS);
        continue;
      }
      if (feed.end !== null) {
        yield { event: feed.end };
        return { position, ended: true, begun: true };
      }
      // The producer gave up without an end that was written; the database will have one when the lease has run out.
      if (!feeds().has(feed.runId)) return { position, ended: false, begun: true };
      await nextChange(reader);
    }
    return { position, ended: true, begun: true };
  } finally {
    signal.removeEventListener("abort", leave);
    leaveFeed(feed, reader);
  }
}

function endOf(run: RunState): RunEvent {
  const { status, error, ...receipt } = run;
  return error === null
    ? { type: "done", data: receipt }
    : { type: "error", data: { ...error, runId: run.runId, lane: run.lane, creditsCharged: 0 } };
}

/** Looks at the run in the database; `later` while that is away: the reader's connection stays, and so does the run. */
function lookout(userId: string, runId: string): (position: number) => Promise<RunTail | null | "later"> {
  let away = false;
  return async (position) => {
    try {
      const found = await findRunTail(userId, runId, now(), position);
      away = false;
      return found;
    } catch (error) {
      if (!away) log.warn({ err: error, runId }, "run not read yet"); // once, however long it lasts
      away = true;
      return "later";
    }
  };
}

async function* followDatabase(
  userId: string,
  runId: string,
  sent: { position: number; begun: boolean },
  signal: AbortSignal,
): AsyncGenerator<Followed> {
  let { position, begun } = sent;
  const look = lookout(userId, runId);
  while (!signal.aborted) {
    const found = await look(position);
    if (found === "later") {
      await sleep(PAUSE_MS);
      continue;
    }
    if (found === null) return;
    const { run, comparisonId, start } = found;
    if (!begun) {
      begun = true;
      const { sessionId, lane, model, creditsQuoted } = run;
      yield { event: { type: "run", data: { runId, sessionId, comparisonId, lane, model, creditsQuoted } } };
    }
    if (start + run.response.length > position) {
      const text = run.response.slice(wholeFrom(run.response, position - start));
      position = start + run.response.length;
      yield delta(run.lane, text, position);
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
