import "server-only";
import type { ModelName } from "@/lib/models/models";
import { processSingleton } from "@/lib/process-singleton";
import type { RunEvent } from "@/lib/runs/run";

export type FeedEnd = Extract<RunEvent, { type: "done" | "error" }>;

/** A run of this process while it is going: its text so far, and whoever reads along. */
export type RunFeed = {
  readonly runId: string;
  readonly userId: string;
  readonly start: Extract<RunEvent, { type: "run" }>["data"] & { model: ModelName };
  text: string;
  thinking: boolean;
  end: FeedEnd | null;
  /** How much of the text is in the database. */
  flushedTo: number;
  /** True once the end is being written, so that no chunk is written after it. */
  settling: boolean;
  /** Ends the provider's call: the user asked for it, or this server has to go. */
  stop: (cause: "stopped" | "restarted") => void;
  readonly waiting: Set<() => void>;
};

/** The runs that this process is producing, by id. */
export function feeds(): Map<string, RunFeed> {
  return processSingleton("run-feeds", () => new Map<string, RunFeed>());
}

export function openFeed(feed: Pick<RunFeed, "runId" | "userId" | "start" | "stop">): RunFeed {
  const opened: RunFeed = {
    ...feed,
    text: "",
    thinking: false,
    end: null,
    flushedTo: 0,
    settling: false,
    waiting: new Set(),
  };
  feeds().set(feed.runId, opened);
  return opened;
}

function wake(feed: RunFeed): void {
  for (const resolve of feed.waiting) resolve();
  feed.waiting.clear();
}

export function appendText(feed: RunFeed, text: string): void {
  feed.text += text;
  wake(feed);
}

export function markThinking(feed: RunFeed): void {
  feed.thinking = true;
  wake(feed);
}

/** The run is settled: readers get the end, and new ones read from the database. */
export function endFeed(feed: RunFeed, end: FeedEnd | null): void {
  feed.end = end;
  feeds().delete(feed.runId);
  wake(feed);
}

/** Resolves at the next change of the feed, or when the signal aborts. */
export function nextChange(feed: RunFeed, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener("abort", done);
      feed.waiting.delete(done);
      resolve();
    };
    feed.waiting.add(done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
