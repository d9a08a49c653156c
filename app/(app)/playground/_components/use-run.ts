"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { refreshCredits, showHeld } from "@/components/credits/credit-store";
import type { RunSource } from "@/components/runs/stream/connect-run";
import { createDeltaBatcher } from "@/components/runs/stream/delta-batcher";
import { insistOnStop } from "@/components/runs/stream/insist-on-stop";
import type { PlacedEvent } from "@/components/runs/stream/read-run-event";
import { streamRun, type Waiting } from "@/components/runs/stream/stream-run";
import { useStable } from "@/components/ui/use-stable";
import type { ErrorBody } from "@/lib/errors";
import type { RunRequest } from "@/lib/runs/run-request";
import { mergeTurns } from "./merge-turns";
import { forgetPending, noteBegun, type PendingRun, savePending } from "./pending-run";
import { isUnbegun, type RunsState, reduceRuns, type Submission } from "./run-reducer";
import { isRunning, type Turn } from "./turn";
import { tellRun } from "./use-session-news";

/** After so long a run that has begun stands in the address, also where a reload was under way when it began. */
const ADDRESS_MS = 2_000;

/** Called with the session's id once the run has begun. */
type OnAccepted = (sessionId: string) => void;

type Started = Omit<PendingRun, "sentAt" | "begunAt"> & { onAccepted?: OnAccepted };

type NewRun = Omit<Submission, "key" | "userInput" | "parentRunId"> & {
  body: RunRequest;
  onAccepted: OnAccepted;
  /** Of a run that the page before this one has sent; it is joined. */
  idempotencyKey?: string;
};

/** A thread of runs and what can be done to it. Leaving the page ends the connections and never the runs. */
export function useRun(initial: RunsState) {
  const [state, dispatch] = useReducer(reduceRuns, initial);
  const started = useRef(new Map<string, Started>());
  const connections = useRef(new Map<string, AbortController>());
  const stopRequested = useRef(new Set<string>());

  /** Asks until the server has heard it, the run is over, or the page is left. */
  const insist = useCallback(async (key: string, runId: string) => {
    const isWanted = () => stopRequested.current.has(key) && connections.current.has(key);
    if ((await insistOnStop(runId, isWanted)) !== "refused") return;
    stopRequested.current.delete(key);
    dispatch({ type: "stopping", key, value: false });
  }, []);

  const connect = useCallback(
    (key: string, source: RunSource, onAccepted?: OnAccepted) => {
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
            tellRun(event.data.sessionId, event.data.runId);
            onAccepted?.(event.data.sessionId);
            if (source.kind === "start") {
              noteBegun(source.idempotencyKey, Date.now());
              setTimeout(forgetPending, ADDRESS_MS, source.idempotencyKey);
            }
          }
          if (stopRequested.current.has(key)) void insist(key, event.data.runId);
        }
        if (event.type === "done" || event.type === "error") {
          stopRequested.current.delete(key);
          void refreshCredits();
        }
      };
      const onRefused = (status: number, error: ErrorBody) => {
        flush();
        stopRequested.current.delete(key);
        if (source.kind === "start") forgetPending(source.idempotencyKey);
        const at = Date.now();
        if (!accepted && isUnbegun(status)) {
          dispatch({ type: "refused", key, refusal: { status, error, at } });
          return;
        }
        // A run that is known is not over because this page may no longer look at it.
        const unseen = accepted ? { unseen: true, retryable: status !== 404 } : {};
        dispatch({ type: "failed", key, error: { ...error, ...unseen }, at });
      };
      const onWaiting = (value: Waiting | null) => {
        flush();
        dispatch({ type: "waiting", key, value });
      };
      const onLost = (error: ErrorBody) => {
        stopRequested.current.delete(key);
        dispatch({ type: "failed", key, error: { ...error, connectionLost: true }, at: Date.now() });
      };

      void streamRun(source, { onEvent, onRefused, onWaiting, onLost }, connection.signal);
    },
    [insist],
  );

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
    const { onAccepted, ...sent } = begun;
    savePending({ ...sent, sentAt: Date.now() });
    const { body, idempotencyKey } = sent;
    connect(key, { kind: "start", body, idempotencyKey }, onAccepted);
  };

  const run = ({ body, onAccepted, idempotencyKey = crypto.randomUUID(), ...how }: NewRun) => {
    const key = crypto.randomUUID();
    const { userInput, parentRunId = null } = body;
    dispatch({ type: "submitted", key, userInput, parentRunId, at: Date.now(), ...how });
    start(key, { body, idempotencyKey, prompt: how.prompt, onAccepted });
  };

  /** Asks for the end of a run; before the run is known, with the connection that tells of it. */
  const stop = async () => {
    const turn = state.turns.at(-1);
    if (turn === undefined || !isRunning(turn) || turn.stopping) return;
    if (turn.runId === null && turn.waiting === "restarting") {
      connections.current.get(turn.key)?.abort();
      forgetPending(started.current.get(turn.key)?.idempotencyKey);
      return dispatch({ type: "withdrawn", key: turn.key });
    }
    dispatch({ type: "stopping", key: turn.key, value: true });
    stopRequested.current.add(turn.key);
    if (turn.runId !== null) await insist(turn.key, turn.runId);
  };

  /**
   * A run that never became known is asked for again with its own key, one that could not be looked at is looked at
   * again, and a failed one is begun anew beside it.
   */
  const retry = (turn: Turn, body: RunRequest) => {
    stopRequested.current.delete(turn.key);
    if (turn.error?.["unseen"] === true && turn.runId !== null) {
      dispatch({ type: "rejoined", key: turn.key });
      connect(turn.key, { kind: "follow", runId: turn.runId, position: turn.text.length });
      return;
    }
    const before = started.current.get(turn.key);
    dispatch({ type: "retried", key: turn.key, at: Date.now() });
    const unknown = turn.runId === null ? before : undefined;
    start(turn.key, unknown ?? { body, idempotencyKey: crypto.randomUUID(), prompt: turn.prompt });
  };

  /** Makes the connection again at once, from where the text on this page ends. */
  const reconnect = (turn: Turn) => follow([turn]);

  /**
   * Shows the thread as the server tells it, and follows what runs in it; nothing when the thread here has changed
   * since it was asked (`seen`): what was begun here meanwhile is newer.
   */
  const show = useStable((sessionId: string, turns: readonly Turn[], chosen: string | null, seen: readonly Turn[]) => {
    if (state.turns !== seen || isRunning(state.turns.at(-1))) return;
    const merged = mergeTurns(state.turns, turns);
    dispatch({ type: "told", sessionId, turns: merged, chosen });
    follow(merged);
  });

  /** Goes back to the thread that was left; a run that went on meanwhile is followed again. */
  const goBack = () => {
    dispatch({ type: "returned" });
    follow(state.left?.turns ?? []);
  };

  return { state, dispatch, run, stop, retry, reconnect, show, goBack };
}
