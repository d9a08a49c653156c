import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import type { RunRequest } from "@/lib/runs/run-request";
import { type PlacedEvent, readRunEvent } from "./read-run-event";
import { createSseParser } from "./sse-parser";
import { onWake } from "./wake";

const ROUTES = "/api/v1/playground";

/** The server says something at least every 15 s; a line that is silent for longer than this is dead. */
const SILENCE_MS = 40_000;
/** On waking, a line that was silent for this long is not trusted. */
const STALE_MS = 20_000;

/** What is streamed: new runs, or ones that began before, from a position in each one's text. */
export type RunSource =
  | { kind: "start"; body: RunRequest; idempotencyKey: string }
  | { kind: "follow"; runId: string; position: number }
  /** The lanes of a comparison, as one stream. */
  | { kind: "compare"; body: ComparisonRequest; idempotencyKey: string }
  | { kind: "rejoin"; comparisonId: string; positions: readonly number[] }
  /** Another try of one lane. */
  | { kind: "retry"; comparisonId: string; lane: number; idempotencyKey: string };

/** Where a source is asked for: what begins something is sent with its key, what goes on is read from a position. */
function requestOf(source: RunSource): { path: string } & ({ body: object; key: string } | { from: string }) {
  switch (source.kind) {
    case "start":
      return { path: "run", body: source.body, key: source.idempotencyKey };
    case "follow":
      return { path: `runs/${source.runId}/events`, from: String(source.position) };
    case "compare":
      return { path: "comparisons", body: source.body, key: source.idempotencyKey };
    case "rejoin":
      return { path: `comparisons/${source.comparisonId}/events`, from: source.positions.join(",") };
    case "retry":
      return {
        path: `comparisons/${source.comparisonId}/lanes/${source.lane}/retry`,
        body: {},
        key: source.idempotencyKey,
      };
  }
}

function open(source: RunSource, signal: AbortSignal): Promise<Response> {
  const accept = { Accept: "text/event-stream" };
  const asked = requestOf(source);
  const address = `${ROUTES}/${asked.path}`;
  if ("from" in asked) {
    return fetch(address, { headers: { ...accept, "Last-Event-ID": asked.from }, signal, cache: "no-store" });
  }
  const headers = { ...accept, "Content-Type": "application/json", "Idempotency-Key": asked.key };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(asked.body), signal });
}

/** Ends a line that has gone silent, and one whose network has changed under it. */
function watchLine(line: AbortController): { heard: () => void; done: () => void } {
  let last = performance.now();
  let timer = setTimeout(() => line.abort(), SILENCE_MS);
  const unwatch = onWake((cause) => {
    if (cause === "online" || performance.now() - last > STALE_MS) line.abort();
  });
  return {
    heard: () => {
      last = performance.now();
      clearTimeout(timer);
      timer = setTimeout(() => line.abort(), SILENCE_MS);
    },
    done: () => {
      clearTimeout(timer);
      unwatch();
    },
  };
}

async function* readEvents(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<PlacedEvent> {
  const parse = createSseParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      heard();
      for (const message of parse(decoder.decode(value ?? new Uint8Array(), { stream: !done }))) {
        const placed = readRunEvent(message);
        if (placed !== null) yield placed;
      }
      if (done) return;
    }
  } finally {
    reader.releaseLock();
  }
}

export type Connection =
  | { open: false; response: Response }
  | { open: true; events: AsyncGenerator<PlacedEvent>; response: Response };

/**
 * One connection: its answer, and the events while it lasts. `use` reads them; the line is closed when it returns.
 * Rejects when the network fails, the line goes silent or the signal aborts.
 */
export async function connectRun<Result>(
  source: RunSource,
  signal: AbortSignal,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const line = new AbortController();
  const { heard, done } = watchLine(line);
  const end = () => line.abort();
  signal.addEventListener("abort", end);
  try {
    const response = await open(source, line.signal);
    if (!response.ok || response.body === null) return await use({ open: false, response });
    return await use({ open: true, response, events: readEvents(response.body, heard) });
  } finally {
    done();
    signal.removeEventListener("abort", end);
    line.abort();
  }
}
