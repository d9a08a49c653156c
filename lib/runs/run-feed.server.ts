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
  /** The end of the text that was not sent to the database yet. */
  unwritten: string;
  /** What was sent and is not known to be there: sent again as the same pieces, for each is written once. */
  inDoubt: { start: number; text: string }[];
  /** True once the end is being written, so that no chunk is written after it. */
  settling: boolean;
  /** Ends the provider's call: the user asked for it, or this server has to go. */
  stop: (cause: "stopped" | "restarted") => void;
  readonly readers: Set<FeedReader>;
  lastDelta: { event: Extract<RunEvent, { type: "delta" }>; id: string } | null;
};

/**
 * One reader's place in a feed. What is new is handed to each: a slice of the whole text would copy all of it at every
 * step, since a text that grows by pieces is only put together when somebody looks into it.
 */
export type FeedReader = { unread: string; wake: (change: Change) => void };
type Change = "more" | "end";

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
    unwritten: "",
    inDoubt: [],
    settling: false,
    readers: new Set(),
    lastDelta: null,
  };
  feeds().set(feed.runId, opened);
  return opened;
}

function wake(feed: RunFeed, change: Change): void {
  for (const reader of feed.readers) reader.wake(change);
}

export function appendText(feed: RunFeed, text: string): void {
  feed.text += text;
  feed.unwritten += text;
  for (const reader of feed.readers) reader.unread += text;
  wake(feed, "more");
}

export function markThinking(feed: RunFeed): void {
  feed.thinking = true;
  wake(feed, "more");
}

/** The run is settled: readers get the end, and new ones read from the database. */
export function endFeed(feed: RunFeed, end: FeedEnd | null): void {
  feed.end = end;
  feeds().delete(feed.runId);
  wake(feed, "end");
}

/** Adds a reader who has the text up to a position, and starts with what came after it. */
export function joinFeed(feed: RunFeed, after: number): FeedReader {
  const reader = { unread: feed.text.slice(wholeFrom(feed.text, after)), wake: () => {} };
  feed.readers.add(reader);
  return reader;
}

export function leaveFeed(feed: RunFeed, reader: FeedReader): void {
  feed.readers.delete(reader);
}

/** Resolves at the next change of the reader's feed. */
export function nextChange(reader: FeedReader): Promise<void> {
  return new Promise((resolve) => {
    reader.wake = () => resolve();
  });
}

/** Lets text gather for a time in milliseconds, or until the feed ends. */
export function gather(reader: FeedReader, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    reader.wake = (change) => {
      if (change === "more") return;
      clearTimeout(timer);
      resolve();
    };
  });
}

/** The position at or just before this one that splits no surrogate pair. */
export function wholeFrom(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
