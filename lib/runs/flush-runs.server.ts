import "server-only";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";
import { processSingleton } from "@/lib/process-singleton";
import { leaseFrom } from "@/lib/runs/lease";
import { feeds } from "@/lib/runs/run-feed.server";
import { outsideRequest } from "@/lib/telemetry/request-context.server";

const BUSY_MS = 100;
const IDLE_MS = 250;

type Flusher = { timer: NodeJS.Timeout | null; flushing: Promise<void> };

function flusher(): Flusher {
  return processSingleton("run-flusher", () => ({ timer: null, flushing: Promise.resolve() }));
}

/**
 * Writes the new text of all runs of this process in one statement, which renews their leases and answers which were
 * asked to stop. Text that could not be written stays and goes with the next flush.
 */
async function flush(): Promise<void> {
  const open = [...feeds().values()];
  if (open.length === 0) return;
  const parts = open
    .filter((feed) => !feed.settling && feed.unwritten !== "")
    .map((feed) => ({ feed, start: feed.text.length - feed.unwritten.length, text: feed.unwritten }));
  const at = now();
  const stopped = await query<{ flush_runs: string }>("SELECT flush_runs($1, $2, $3::uuid[], $4::uuid[], $5, $6)", [
    at,
    leaseFrom(at),
    open.map((feed) => feed.runId),
    parts.map((part) => part.feed.runId),
    parts.map((part) => part.start),
    parts.map((part) => part.text),
  ]);
  for (const { feed, text } of parts) feed.unwritten = feed.unwritten.slice(text.length);
  for (const { flush_runs: runId } of stopped) feeds().get(runId)?.stop("stopped");
}

function hasNewText(): boolean {
  return [...feeds().values()].some((feed) => feed.unwritten !== "");
}

function tick(): void {
  const state = flusher();
  state.flushing = flush().catch((error) => log.warn({ err: error }, "run text not written yet"));
  state.flushing.then(() => {
    state.timer = feeds().size === 0 ? null : setTimeout(tick, hasNewText() ? BUSY_MS : IDLE_MS);
  });
}

/** Keeps the process's one flusher going as long as there are runs. */
export function keepFlushing(): void {
  const state = flusher();
  // It writes for all runs: its lines belong to no request.
  state.timer ??= outsideRequest(() => setTimeout(tick, BUSY_MS));
}

/** Resolves when the flush that is under way is through. */
export function flushUnderWay(): Promise<void> {
  return flusher().flushing;
}
