import { NO_ANSWER, readError } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { RunRequest } from "@/lib/runs/run-request";
import { type PlacedEvent, readRunEvent } from "./read-run-event";
import { createSseParser } from "./sse-parser";

const RUNS = "/api/v1/playground";

/** How often in a row, and after how long, a lost connection is made again (ms). */
const PAUSES_MS = [250, 1_000, 2_000, 4_000, 8_000, 8_000, 15_000, 15_000] as const;

export type RunHandlers = {
  onEvent: (placed: PlacedEvent) => void;
  /** The run was refused before it began. */
  onRefused: (status: number, error: ErrorBody) => void;
  /** True while the connection is down, false when it is back. */
  onReconnecting: (value: boolean) => void;
  /** No answer after many tries. The run itself may be going on. */
  onLost: (error: ErrorBody) => void;
};

/** What is streamed: a new run, or one that began before, from a position in its text. */
export type RunSource =
  | { kind: "start"; body: RunRequest; idempotencyKey: string }
  | { kind: "follow"; runId: string; position: number };

function open(source: RunSource, signal: AbortSignal): Promise<Response> {
  const accept = { Accept: "text/event-stream" };
  if (source.kind === "follow") {
    const headers = { ...accept, "Last-Event-ID": String(source.position) };
    return fetch(`${RUNS}/runs/${source.runId}/events`, { headers, signal, cache: "no-store" });
  }
  const headers = { ...accept, "Content-Type": "application/json", "Idempotency-Key": source.idempotencyKey };
  return fetch(`${RUNS}/run`, { method: "POST", headers, body: JSON.stringify(source.body), signal });
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<PlacedEvent> {
  const parse = createSseParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
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

/** Waits, or less when the browser comes back online. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

/** Did this answer come from us, or from something between that may let us through next time? */
function mayPass(response: Response): boolean {
  return response.status >= 502 && response.status <= 504 && !response.headers.get("content-type")?.includes("json");
}

type Attempt = "ended" | "refused" | "broken";

/** One connection from its opening to its end. `source` is moved forward, so that the next one continues here. */
async function attempt(
  state: { source: RunSource },
  handlers: RunHandlers,
  signal: AbortSignal,
  alive: () => void,
): Promise<Attempt> {
  const response = await open(state.source, signal);
  if (!response.ok) {
    if (mayPass(response)) return "broken";
    handlers.onRefused(response.status, await readError(response));
    return "refused";
  }
  if (response.body === null) return "broken";
  for await (const placed of readEvents(response.body)) {
    alive();
    const { event, end } = placed;
    const position = state.source.kind === "follow" ? state.source.position : 0;
    if (event.type === "run") state.source = { kind: "follow", runId: event.data.runId, position };
    if (event.type === "delta" && state.source.kind === "follow") {
      state.source = { ...state.source, position: end ?? position + event.data.text.length };
    }
    handlers.onEvent(placed);
    if (event.type === "done" || event.type === "error") return "ended";
  }
  return "broken";
}

/**
 * Starts or follows a run until it ends. A lost connection is made again: before the run is known with the same
 * Idempotency-Key, so that it joins the first try, and after that from the last position in its text.
 */
export async function streamRun(source: RunSource, handlers: RunHandlers, signal: AbortSignal): Promise<void> {
  const state = { source };
  let failures = 0;
  while (!signal.aborted) {
    const alive = () => {
      if (failures > 1) handlers.onReconnecting(false);
      failures = 0;
    };
    const end = await attempt(state, handlers, signal, alive).catch(() => "broken" as const);
    if (end !== "broken" || signal.aborted) return;
    const wait = PAUSES_MS[failures];
    failures += 1;
    if (wait === undefined) return handlers.onLost(NO_ANSWER);
    if (failures > 1) handlers.onReconnecting(true);
    await pause(wait, signal);
  }
}
