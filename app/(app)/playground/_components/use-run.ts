"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { refreshCredits, showHeld } from "@/components/credits/credit-store";
import { request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { RunRequest } from "@/lib/runs/run-request";
import type { PlacedEvent } from "./read-run-event";
import { isRunning, type RunsAction, type RunsState, reduceRuns, type Turn } from "./run-reducer";
import { type RunSource, streamRun } from "./stream-run";

/** New text is shown this often: often enough to read along, seldom enough to leave the page free. */
const BATCH_MS = 50;

type Started = { body: RunRequest; idempotencyKey: string };
type NewRun = {
  body: RunRequest;
  model: ModelName;
  /** Called with the session's id once the run has begun. */
  onAccepted: (sessionId: string) => void;
};

/** Gathers deltas for a moment, so that many small ones draw once. Everything else goes through at once, in order. */
function batcher(key: string, dispatch: (action: RunsAction) => void) {
  let waiting: { text: string; end: number | null; lane: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === null) return;
    const { text, end, lane } = waiting;
    waiting = null;
    dispatch({ type: "received", key, event: { type: "delta", data: { lane, text } }, end });
  };

  const push = ({ event, end }: PlacedEvent) => {
    if (event.type !== "delta") {
      flush();
      dispatch({ type: "received", key, event, end });
      return;
    }
    waiting = { text: (waiting?.text ?? "") + event.data.text, end, lane: event.data.lane };
    timer ??= setTimeout(flush, BATCH_MS);
  };

  return { push, flush };
}

/** A thread of runs and what can be done to it. Leaving the page ends the connections and never the runs. */
export function useRun(initial: RunsState) {
  const [state, dispatch] = useReducer(reduceRuns, initial);
  const started = useRef(new Map<string, Started>());
  const connections = useRef(new Map<string, AbortController>());
  const stopRequested = useRef(new Set<string>());

  const connect = useCallback((key: string, source: RunSource, onAccepted?: (sessionId: string) => void) => {
    connections.current.get(key)?.abort();
    const connection = new AbortController();
    connections.current.set(key, connection);
    const { push, flush } = batcher(key, dispatch);

    let accepted = source.kind === "follow";

    const onEvent = (placed: PlacedEvent) => {
      push(placed);
      const { event } = placed;
      if (event.type === "run") {
        if (!accepted) {
          accepted = true;
          showHeld(event.data.creditsQuoted);
          onAccepted?.(event.data.sessionId);
        }
        if (stopRequested.current.delete(key)) void sendStop(event.data.runId);
      }
      if (event.type === "done" || event.type === "error") void refreshCredits();
    };
    const onRefused = (status: number, error: ErrorBody) => {
      flush();
      const unbegun = source.kind === "start" && status < 500;
      const refusal = { status, error, at: Date.now() };
      dispatch(unbegun ? { type: "refused", key, refusal } : { type: "failed", key, error });
    };
    const onReconnecting = (value: boolean) => dispatch({ type: "reconnecting", key, value });
    const onLost = (error: ErrorBody) => dispatch({ type: "failed", key, error: { ...error, connectionLost: true } });

    void streamRun(source, { onEvent, onRefused, onReconnecting, onLost }, connection.signal);
  }, []);

  const follow = useCallback(
    (turns: readonly Turn[]) => {
      for (const { key, runId, text } of turns.filter(isRunning)) {
        if (runId !== null) connect(key, { kind: "follow", runId, position: text.length });
      }
    },
    [connect],
  );

  const first = useRef(initial.turns);
  useEffect(() => {
    const open = connections.current;
    follow(first.current);
    return () => {
      for (const connection of open.values()) connection.abort();
      open.clear();
    };
  }, [follow]);

  const start = (key: string, body: RunRequest, onAccepted?: (sessionId: string) => void) => {
    const idempotencyKey = crypto.randomUUID();
    started.current.set(key, { body, idempotencyKey });
    connect(key, { kind: "start", body, idempotencyKey }, onAccepted);
  };

  const run = ({ body, model, onAccepted }: NewRun) => {
    const key = crypto.randomUUID();
    dispatch({ type: "submitted", key, userInput: body.userInput, model, at: Date.now() });
    start(key, body, onAccepted);
  };

  const stop = () => {
    const turn = state.turns.at(-1);
    if (turn === undefined || !isRunning(turn) || turn.stopping) return;
    dispatch({ type: "stopping", key: turn.key });
    if (turn.runId === null) stopRequested.current.add(turn.key);
    else void sendStop(turn.runId);
  };

  /** A lost connection is picked up where it was; a failed run is begun again under a key of its own. */
  const retry = (turn: Turn, body: RunRequest) => {
    const before = started.current.get(turn.key);
    const lost = turn.error?.["connectionLost"] === true;
    dispatch({ type: "retried", key: turn.key, at: Date.now() });
    if (lost && turn.runId !== null) connect(turn.key, { kind: "follow", runId: turn.runId, position: 0 });
    else if (lost && before !== undefined) connect(turn.key, { kind: "start", ...before });
    else start(turn.key, body);
  };

  /** Goes back to the thread that was left; a run that went on meanwhile is followed again. */
  const goBack = () => {
    dispatch({ type: "returned" });
    follow(state.left?.turns ?? []);
  };

  return { state, dispatch, run, stop, retry, goBack };
}

async function sendStop(runId: string): Promise<void> {
  await request("POST", `/api/v1/playground/runs/${runId}/stop`, { body: {} });
}
