"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { refreshCredits, showHeld } from "@/components/credits/credit-store";
import { request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { RunRequest } from "@/lib/runs/run-request";
import type { RunSource } from "./connect-run";
import { createDeltaBatcher } from "./delta-batcher";
import { mergeTurns } from "./merge-turns";
import type { PlacedEvent } from "./read-run-event";
import { type RunsState, reduceRuns, type Submission } from "./run-reducer";
import { streamRun } from "./stream-run";
import { isRunning, type Turn, type Waiting } from "./turn";
import { tellRun } from "./use-session-news";

/** Called with the session's id once the run has begun. */
type OnAccepted = (sessionId: string) => void;

type Started = { body: RunRequest; idempotencyKey: string; onAccepted?: OnAccepted };

type NewRun = Omit<Submission, "key" | "userInput" | "parentRunId"> & { body: RunRequest; onAccepted: OnAccepted };

/** Was nothing begun? Then the thread goes back to what it was, and the words to their writer. */
function isUnbegun(status: number): boolean {
  return status < 500 || status === 503;
}

/** A thread of runs and what can be done to it. Leaving the page ends the connections and never the runs. */
export function useRun(initial: RunsState) {
  const [state, dispatch] = useReducer(reduceRuns, initial);
  const started = useRef(new Map<string, Started>());
  const connections = useRef(new Map<string, AbortController>());
  const stopRequested = useRef(new Set<string>());

  const connect = useCallback((key: string, source: RunSource, onAccepted?: OnAccepted) => {
    connections.current.get(key)?.abort();
    const connection = new AbortController();
    connections.current.set(key, connection);
    const { push, flush } = createDeltaBatcher(({ event, end }) => {
      dispatch({ type: "received", key, event, end, at: Date.now() });
    }, connection.signal);

    let accepted = source.kind === "follow";

    const onEvent = (placed: PlacedEvent) => {
      push(placed);
      const { event } = placed;
      if (event.type === "run") {
        if (!accepted) {
          accepted = true;
          showHeld(event.data.creditsQuoted);
          tellRun(event.data.sessionId);
          onAccepted?.(event.data.sessionId);
        }
        if (stopRequested.current.has(key)) void sendStop(event.data.runId);
      }
      if (event.type === "done" || event.type === "error") {
        stopRequested.current.delete(key);
        void refreshCredits();
      }
    };
    const onRefused = (status: number, error: ErrorBody) => {
      flush();
      stopRequested.current.delete(key);
      const at = Date.now();
      const unbegun = !accepted && isUnbegun(status);
      dispatch(unbegun ? { type: "refused", key, refusal: { status, error, at } } : { type: "failed", key, error, at });
    };
    const onWaiting = (value: Waiting | null) => {
      flush();
      dispatch({ type: "waiting", key, value });
    };
    const onLost = (error: ErrorBody) => {
      dispatch({ type: "failed", key, error: { ...error, connectionLost: true }, at: Date.now() });
    };

    void streamRun(source, { onEvent, onRefused, onWaiting, onLost }, connection.signal);
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

  const start = (key: string, begun: Started) => {
    started.current.set(key, begun);
    const { onAccepted, ...source } = begun;
    connect(key, { kind: "start", ...source }, onAccepted);
  };

  const run = ({ body, onAccepted, ...how }: NewRun) => {
    const key = crypto.randomUUID();
    const { userInput, parentRunId = null } = body;
    dispatch({ type: "submitted", key, userInput, parentRunId, at: Date.now(), ...how });
    start(key, { body, idempotencyKey: crypto.randomUUID(), onAccepted });
  };

  /** Asks for the end of a run; when that does not reach the server, it is asked again with the next connection. */
  const stop = async () => {
    const turn = state.turns.at(-1);
    if (turn === undefined || !isRunning(turn) || turn.stopping) return;
    if (turn.runId === null && turn.waiting === "restarting") {
      connections.current.get(turn.key)?.abort();
      return dispatch({ type: "withdrawn", key: turn.key });
    }
    dispatch({ type: "stopping", key: turn.key, value: true });
    stopRequested.current.add(turn.key);
    if (turn.runId === null || (await sendStop(turn.runId)) !== "refused") return;
    stopRequested.current.delete(turn.key);
    dispatch({ type: "stopping", key: turn.key, value: false });
  };

  /** A run that never became known is asked for again with its own key; a failed one is begun anew beside it. */
  const retry = (turn: Turn, body: RunRequest) => {
    const before = started.current.get(turn.key);
    dispatch({ type: "retried", key: turn.key, at: Date.now() });
    const unknown = turn.runId === null ? before : undefined;
    start(turn.key, unknown ?? { body, idempotencyKey: crypto.randomUUID() });
  };

  /** Makes the connection again at once, from where the text on this page ends. */
  const reconnect = (turn: Turn) => follow([turn]);

  /** Shows the thread as the server tells it, and follows what runs in it. */
  const show = (sessionId: string, turns: readonly Turn[], chosen: string | null) => {
    if (isRunning(state.turns.at(-1))) return;
    const merged = mergeTurns(state.turns, turns);
    dispatch({ type: "told", sessionId, turns: merged, chosen });
    follow(merged);
  };

  /** Goes back to the thread that was left; a run that went on meanwhile is followed again. */
  const goBack = () => {
    dispatch({ type: "returned" });
    follow(state.left?.turns ?? []);
  };

  return { state, dispatch, run, stop, retry, reconnect, show, goBack };
}

async function sendStop(runId: string): Promise<"sent" | "unheard" | "refused"> {
  const answer = await request("POST", `/api/v1/playground/runs/${runId}/stop`, { body: {} });
  if (answer.ok) return "sent";
  return answer.status === 0 || answer.status >= 500 ? "unheard" : "refused";
}
