import { NO_ANSWER, readError } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { RunEvent } from "@/lib/runs/run";
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
  if (isKnown(source) && (status === 429 || status >= 500)) return BROKEN;
  const error = await readError(response);
  return { end: error["reason"] === "restarting" ? "restarting" : "refused", status, error };
}

/** Is what it streams known to have begun? */
function isKnown({ kind }: RunSource): boolean {
  return kind === "follow" || kind === "rejoin";
}

/** What is gone on with once a run is known to have begun. */
function begun(source: RunSource, { runId, comparisonId }: Extract<RunEvent, { type: "run" }>["data"]): RunSource {
  if (isKnown(source)) return source;
  if (source.kind !== "compare" || comparisonId === null) return { kind: "follow", runId, position: 0 };
  return { kind: "rejoin", comparisonId, positions: source.body.lanes.map(() => 0) };
}

/** The position in a text after a piece of it; null when the piece begins behind a gap. */
function past(position: number, { length }: string, end: number | null): number | null {
  if (end === null) return position + length;
  return end - length > position ? null : Math.max(position, end);
}

/** Where the stream stands after one more event; null when the event begins behind a gap. */
function advance(source: RunSource, { event, end }: PlacedEvent): RunSource | null {
  if (event.type === "run") return begun(source, event.data);
  if (event.type !== "delta") return source;
  const { lane, text } = event.data;
  if (source.kind === "follow") {
    const position = past(source.position, text, end);
    return position === null ? null : { ...source, position };
  }
  if (source.kind !== "rejoin") return source;
  const next = past(source.positions[lane] ?? 0, text, end);
  return next === null
    ? null
    : { ...source, positions: source.positions.map((position, at) => (at === lane ? next : position)) };
}

/** `over`: the lanes that have ended. */
type State = { source: RunSource; over: Set<number> };

/** How many runs a source streams. */
function lanesOf(source: RunSource): number {
  if (source.kind === "compare") return source.body.lanes.length;
  return source.kind === "rejoin" ? source.positions.length : 1;
}

async function readToEnd(state: State, events: AsyncIterable<PlacedEvent>, on: (placed: PlacedEvent) => void) {
  let heard = false;
  for await (const placed of events) {
    const next = advance(state.source, placed);
    // What is missing is asked for again, from where the text ends.
    if (next === null) return BROKEN;
    state.source = next;
    heard = true;
    on(placed);
    const { event } = placed;
    if (event.type === "done" || event.type === "error") state.over.add(event.data.lane);
    if (state.over.size === lanesOf(state.source)) return ENDED;
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
 * Starts or follows a run, or the lanes of a comparison, until it ends. A lost connection is made again: before the run is known with the same
 * Idempotency-Key, so that it joins the first try, and after that from the last position in its text. A run that is
 * known is followed without end; a start gives up after many tries, of which those while offline do not count.
 */
export async function streamRun(source: RunSource, handlers: RunHandlers, signal: AbortSignal): Promise<void> {
  const state: State = { source, over: new Set() };
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
    const next = patience.after(result, isKnown(state.source));
    if (next === null && result.end === "restarting") return handlers.onRefused(result.status, result.error);
    if (next === null) return handlers.onLost(NO_ANSWER);
    if (next.say !== undefined) say(next.say);
    await pause(next.waitMs, signal);
  }
}
