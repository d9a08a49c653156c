import type { RunRequest } from "@/lib/runs/run-request";
import { type PlacedEvent, readRunEvent } from "./read-run-event";
import { createSseParser } from "./sse-parser";
import { onWake } from "./wake";

const ROUTES = "/api/v1/playground";

/** The server says something at least every 15 s; a line that is silent for longer than this is dead. */
const SILENCE_MS = 40_000;
/** On waking, a line that was silent for this long is not trusted. */
const STALE_MS = 20_000;

/** What is streamed: a new run, or one that began before, from a position in its text. */
export type RunSource =
  | { kind: "start"; body: RunRequest; idempotencyKey: string }
  | { kind: "follow"; runId: string; position: number };

function open(source: RunSource, signal: AbortSignal): Promise<Response> {
  const accept = { Accept: "text/event-stream" };
  if (source.kind === "follow") {
    const headers = { ...accept, "Last-Event-ID": String(source.position) };
    return fetch(`${ROUTES}/runs/${source.runId}/events`, { headers, signal, cache: "no-store" });
  }
  const headers = { ...accept, "Content-Type": "application/json", "Idempotency-Key": source.idempotencyKey };
  return fetch(`${ROUTES}/run`, { method: "POST", headers, body: JSON.stringify(source.body), signal });
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
