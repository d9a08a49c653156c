import "server-only";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";
import { processSingleton } from "@/lib/process-singleton";
import { leaseFrom } from "@/lib/runs/lease";
import { feeds, type RunFeed } from "@/lib/runs/run-feed.server";
import { outsideRequest } from "@/lib/telemetry/request-context.server";

const BUSY_MS = 100;
const IDLE_MS = 250;
/** All runs of the process wait for a flush, and their leases last longer: one that hangs is given up in time. */
const PATIENCE_MS = 20_000;

type Flusher = { timer: NodeJS.Timeout | null; flushing: Promise<void> };

function flusher(): Flusher {
  return processSingleton("run-flusher", () => ({ timer: null, flushing: Promise.resolve() }));
}

/** What of a run is to be written, in pieces; what is new is one of its own. */
function piecesOf(feed: RunFeed) {
  if (feed.unwritten !== "") {
    feed.inDoubt.push({ start: feed.text.length - feed.unwritten.length, text: feed.unwritten });
    feed.unwritten = "";
  }
  return feed.inDoubt.map((piece) => ({ runId: feed.runId, ...piece }));
}

/**
 * Writes the new text of all runs of this process in one statement, which renews their leases and answers which were
 * asked to stop. Text that is not known to be written goes with the next flush once more.
 */
async function flush(): Promise<void> {
  const open = [...feeds().values()];
  if (open.length === 0) return;
  const writing = open.filter((feed) => !feed.settling);
  const parts = writing.flatMap(piecesOf);
  const at = now();
  const stopped = await query<{ flush_runs: string }>(
    "SELECT flush_runs($1, $2, $3::uuid[], $4::uuid[], $5, $6)",
    [
      at,
      leaseFrom(at),
      open.map((feed) => feed.runId),
      parts.map((part) => part.runId),
      parts.map((part) => part.start),
      parts.map((part) => part.text),
    ],
    { patienceMs: PATIENCE_MS },
  );
  for (const feed of writing) feed.inDoubt = [];
  for (const { flush_runs: runId } of stopped) feeds().get(runId)?.stop("stopped");
}

function hasNewText(): boolean {
  return [...feeds().values()].some((feed) => feed.unwritten !== "" || feed.inDoubt.length > 0);
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
