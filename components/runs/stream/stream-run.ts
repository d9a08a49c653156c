import { NO_ANSWER, readError } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import { connectRun, type RunSource } from "./connect-run";
import type { PlacedEvent } from "./read-run-event";
import { pause } from "./wake";

/** After how long a lost connection is made again (ms). */
const PAUSES_MS = [250, 1_000, 2_000, 4_000, 8_000, 8_000, 15_000, 15_000] as const;
const LONGEST_PAUSE_MS = 15_000;
/** While the browser says that it is offline; a server on this very machine may answer nevertheless. */
const OFFLINE_PAUSE_MS = 5_000;
/** A stream that ended early may end early again; this keeps the page from asking without rest. */
const CLOSED_PAUSE_MS = 500;
/** How often, and how long, a restarting server is asked again for the same run. */
const RESTART_PAUSE_MS = 1_000;
const RESTART_PATIENCE_MS = 90_000;

/** Why nothing arrives although the run is wanted: the connection is made again, or the server comes back. */
export type Waiting = "reconnecting" | "restarting";

export type RunHandlers = {
  onEvent: (placed: PlacedEvent) => void;
  /** The run was refused before it began, or may no longer be followed. */
  onRefused: (status: number, error: ErrorBody) => void;
  /** Why nothing arrives at the moment; null when something does again. */
  onWaiting: (value: Waiting | null) => void;
  /** No answer after many tries to start. The run itself may be going on. */
  onLost: (error: ErrorBody) => void;
};

type Attempt =
  | { end: "ended" }
  /** The line broke, or whoever answered was not us. */
  | { end: "broken" }
  /** The stream ended without the run's end: a limit of the server or of something between. */
  | { end: "closed" }
  | { end: "restarting"; status: number; error: ErrorBody }
  | { end: "refused"; status: number; error: ErrorBody };

const ENDED: Attempt = { end: "ended" };
const BROKEN: Attempt = { end: "broken" };
const CLOSED: Attempt = { end: "closed" };

async function readRefusal(source: RunSource, response: Response): Promise<Attempt> {
  const { status } = response;
  // Not our words: something between us and the server, that may let us through next time.
  const foreign = !response.headers.get("content-type")?.includes("json");
  if (foreign && status >= 502 && status <= 504) return BROKEN;
  // A run that has begun is there whatever this answer says; only a clear no ends the waiting.
  if (source.kind === "follow" && (status === 429 || status >= 500)) return BROKEN;
  const error = await readError(response);
  return { end: error["reason"] === "restarting" ? "restarting" : "refused", status, error };
}

/** Where the stream stands after one more event; null when the event begins behind a gap. */
function advance(source: RunSource, { event, end }: PlacedEvent): RunSource | null {
  const position = source.kind === "follow" ? source.position : 0;
  if (event.type === "run") return { kind: "follow", runId: event.data.runId, position };
  if (event.type !== "delta" || source.kind === "start") return source;
  const { length } = event.data.text;
  if (end === null) return { ...source, position: position + length };
  return end - length > position ? null : { ...source, position: Math.max(position, end) };
}

type State = { source: RunSource };

async function readToEnd(state: State, events: AsyncIterable<PlacedEvent>, on: (placed: PlacedEvent) => void) {
  let heard = false;
  for await (const placed of events) {
    const next = advance(state.source, placed);
    // What is missing is asked for again, from where the text ends.
    if (next === null) return BROKEN;
    state.source = next;
    heard = true;
    on(placed);
    if (placed.event.type === "done" || placed.event.type === "error") return ENDED;
  }
  return heard ? CLOSED : BROKEN;
}

/** One connection from its opening to its end. `state.source` is moved forward, so that the next one continues here. */
function attempt(state: State, on: (placed: PlacedEvent) => void, signal: AbortSignal): Promise<Attempt> {
  const reading = connectRun(state.source, signal, (connection) =>
    connection.open ? readToEnd(state, connection.events, on) : readRefusal(state.source, connection.response),
  );
  return reading.catch(() => BROKEN);
}

/** How long to wait before the next try and what is said meanwhile; null gives up. */
type Next = { waitMs: number; say?: Waiting } | null;

/** What follows a connection that was not the last, by how the ones before it went. */
function createPatience() {
  let failures = 0;
  let restartingSince: number | null = null;

  const afterBreak = (isKnown: boolean): Next => {
    if (!navigator.onLine) return { waitMs: OFFLINE_PAUSE_MS, say: "reconnecting" };
    const pauseMs = PAUSES_MS[failures] ?? (isKnown ? LONGEST_PAUSE_MS : null);
    failures += 1;
    if (pauseMs === null) return null;
    // One break that heals at once is not worth a word.
    return { waitMs: pauseMs, ...(failures > 1 && restartingSince === null && { say: "reconnecting" as const }) };
  };

  const afterRestarting = (): Next => {
    restartingSince ??= Date.now();
    return Date.now() - restartingSince > RESTART_PATIENCE_MS ? null : { waitMs: RESTART_PAUSE_MS, say: "restarting" };
  };

  return {
    heard: () => {
      failures = 0;
      restartingSince = null;
    },
    after: ({ end }: Attempt, isKnown: boolean): Next => {
      if (end === "closed") return { waitMs: CLOSED_PAUSE_MS };
      return end === "restarting" ? afterRestarting() : afterBreak(isKnown);
    },
  };
}

/**
 * Starts or follows a run until it ends. A lost connection is made again: before the run is known with the same
 * Idempotency-Key, so that it joins the first try, and after that from the last position in its text. A run that is
 * known is followed without end; a start gives up after many tries, of which those while offline do not count.
 */
export async function streamRun(source: RunSource, handlers: RunHandlers, signal: AbortSignal): Promise<void> {
  const state = { source };
  const patience = createPatience();
  let waiting: Waiting | null = null;
  const say = (value: Waiting | null) => {
    if (value !== waiting) handlers.onWaiting(value);
    waiting = value;
  };
  const on = (placed: PlacedEvent) => {
    if (signal.aborted) return;
    patience.heard();
    say(null);
    handlers.onEvent(placed);
  };
  while (!signal.aborted) {
    const result = await attempt(state, on, signal);
    if (signal.aborted || result.end === "ended") return;
    if (result.end === "refused") return handlers.onRefused(result.status, result.error);
    const next = patience.after(result, state.source.kind === "follow");
    if (next === null && result.end === "restarting") return handlers.onRefused(result.status, result.error);
    if (next === null) return handlers.onLost(NO_ANSWER);
    if (next.say !== undefined) say(next.say);
    await pause(next.waitMs, signal);
  }
}
