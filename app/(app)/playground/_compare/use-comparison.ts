"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { refreshCredits, showHeld } from "@/components/credits/credit-store";
import { request } from "@/components/http/request";
import { useInTurn } from "@/components/http/use-in-turn";
import type { RunSource } from "@/components/runs/stream/connect-run";
import { createDeltaBatcher } from "@/components/runs/stream/delta-batcher";
import { insistOnStop } from "@/components/runs/stream/insist-on-stop";
import type { PlacedEvent } from "@/components/runs/stream/read-run-event";
import { streamRun } from "@/components/runs/stream/stream-run";
import { useStable } from "@/components/ui/use-stable";
import type { ErrorBody } from "@/lib/errors";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import type { RunEvent } from "@/lib/runs/run";
import { isUnbegun } from "../_components/run-reducer";
import { isRunning } from "../_components/turn";
import { tellRun } from "../_components/use-session-news";
import { type CompareState, reduceComparison } from "./compare-reducer";
import { type ComparedTurn, isComparing, type NewLaneTurn } from "./compared-turn";
import { forgetPendingComparison, noteComparisonBegun, savePendingComparison } from "./pending-comparison";

/** After so long a comparison that has begun stands in the address, also where a reload was under way when it began. */
const ADDRESS_MS = 2_000;

/** What is picked after it waits as long. */
const PATIENCE_MS = 30_000;

type NewComparison = {
  body: ComparisonRequest;
  lanes: readonly NewLaneTurn[];
  /** Called with the session's id once it has begun. */
  onAccepted: (sessionId: string) => void;
  /** Of a comparison that the page before this one has sent; it is joined. */
  idempotencyKey?: string;
};

type Listening = {
  /** The one lane that is tried again; null for all. */
  lane: number | null;
  onAccepted?: (sessionId: string) => void;
  onRefused?: (refusal: { status: number; error: ErrorBody; at: number }) => void;
};

/** A thread of comparisons and what can be done to it. Leaving the page ends the connections and never the runs. */
export function useComparison(initial: CompareState) {
  const [state, dispatch] = useReducer(reduceComparison, initial);
  const connections = useRef(new Map<string, AbortController>());
  /** Runs, or lanes whose run is not known yet, that are to stop. */
  const stopRequested = useRef(new Set<string>());
  /** Comparisons whose blind pick is on its way. */
  const blindPicks = useRef(new Set<string>());
  /** By comparison, what the server is known to have. */
  const recorded = useRef(new Map<string, ComparisonPick | null>());
  const inTurn = useInTurn();
  const started = useRef(new Map<string, NewComparison & { idempotencyKey: string }>());

  const insist = useCallback(async (key: string, lane: number, runId: string) => {
    const wish = `${key}:${lane}`;
    const isWanted = () => stopRequested.current.has(wish) && connections.current.size > 0;
    if ((await insistOnStop(runId, isWanted)) !== "refused") return;
    stopRequested.current.delete(wish);
    dispatch({ type: "stopping", key, lane, value: false });
  }, []);

  const connect = useCallback(
    (key: string, source: RunSource, { lane: only, onAccepted, onRefused }: Listening) => {
      const line = only === null ? key : `${key}:${only}`;
      connections.current.get(line)?.abort();
      const connection = new AbortController();
      connections.current.set(line, connection);
      const { push, flush } = createDeltaBatcher(({ event, end }) => {
        dispatch({ type: "received", key, event, end, at: Date.now() });
      }, connection.signal);
      const begins = source.kind === "compare" || source.kind === "retry";
      const known = new Set<string>();

      const onRun = ({ runId, sessionId, lane, creditsQuoted }: Extract<RunEvent, { type: "run" }>["data"]) => {
        if (begins && !known.has(runId)) showHeld(creditsQuoted);
        if (begins && known.size === 0) {
          tellRun(sessionId, runId);
          onAccepted?.(sessionId);
          if (source.kind === "compare") {
            noteComparisonBegun(source.idempotencyKey, Date.now());
            setTimeout(forgetPendingComparison, ADDRESS_MS, source.idempotencyKey);
          }
        }
        known.add(runId);
        if (stopRequested.current.has(`${key}:${lane}`)) void insist(key, lane, runId);
      };
      const onEvent = (placed: PlacedEvent) => {
        push(placed);
        const { event } = placed;
        if (event.type === "run") onRun(event.data);
        if (event.type !== "done" && event.type !== "error") return;
        stopRequested.current.delete(`${key}:${event.data.lane}`);
        void refreshCredits();
      };
      const handlers = {
        onEvent,
        onRefused: (status: number, error: ErrorBody) => {
          flush();
          const at = Date.now();
          if (source.kind === "compare") forgetPendingComparison(source.idempotencyKey);
          if (begins && known.size === 0 && isUnbegun(status)) return onRefused?.({ status, error, at });
          // A run that is known is not over because this page may no longer look at it.
          const unseen = known.size > 0 || !begins ? { unseen: true, retryable: status !== 404 } : {};
          dispatch({ type: "failed", key, lane: only, error: { ...error, ...unseen }, at });
        },
        onWaiting: (value: "reconnecting" | "restarting" | null) => {
          flush();
          dispatch({ type: "waiting", key, value });
        },
        onLost: (error: ErrorBody) => {
          const lost = { ...error, connectionLost: true };
          dispatch({ type: "failed", key, lane: only, error: lost, at: Date.now() });
        },
      };
      void streamRun(source, handlers, connection.signal);
    },
    [insist],
  );

  const follow = useCallback(
    ({ key, comparisonId, lanes }: ComparedTurn) => {
      if (comparisonId !== null) {
        connect(key, { kind: "rejoin", comparisonId, positions: lanes.map(({ text }) => text.length) }, { lane: null });
        return;
      }
      const runId = lanes[0]?.runId;
      const position = lanes[0]?.text.length ?? 0;
      if (runId != null) connect(key, { kind: "follow", runId, position }, { lane: null });
    },
    [connect],
  );

  const first = useRef(initial.turns);
  useEffect(() => {
    const open = connections.current;
    for (const turn of first.current.filter(isComparing)) follow(turn);
    return () => {
      for (const connection of open.values()) connection.abort();
      open.clear();
    };
  }, [follow]);

  const start = (key: string, comparison: NewComparison & { idempotencyKey: string }) => {
    const { body, idempotencyKey, onAccepted } = comparison;
    started.current.set(key, comparison);
    savePendingComparison({ body, idempotencyKey, sentAt: Date.now() });
    const onRefused = (refusal: CompareState["refusal"] & object) => dispatch({ type: "refused", key, refusal });
    connect(key, { kind: "compare", body, idempotencyKey }, { lane: null, onAccepted, onRefused });
  };

  const compare = ({ idempotencyKey = crypto.randomUUID(), ...comparison }: NewComparison) => {
    const key = crypto.randomUUID();
    const { userInput } = comparison.body;
    dispatch({ type: "submitted", key, userInput, lanes: comparison.lanes, at: Date.now() });
    start(key, { ...comparison, idempotencyKey });
  };

  /** Asks for the end of one lane, or of all that still write; of one that is not known yet, when it is. */
  const stop = (turn: ComparedTurn, only: number | null = null) => {
    const isUnknown = turn.lanes.every(({ runId }) => runId === null);
    if (isUnknown && turn.lanes.some(({ waiting }) => waiting === "restarting")) {
      connections.current.get(turn.key)?.abort();
      const begun = started.current.get(turn.key);
      if (begun !== undefined) forgetPendingComparison(begun.idempotencyKey);
      return dispatch({ type: "withdrawn", key: turn.key });
    }
    for (const [lane, each] of turn.lanes.entries()) {
      if (!isRunning(each) || each.stopping || (only !== null && only !== lane)) continue;
      stopRequested.current.add(`${turn.key}:${lane}`);
      dispatch({ type: "stopping", key: turn.key, lane, value: true });
      if (each.runId !== null) void insist(turn.key, lane, each.runId);
    }
  };

  /**
   * Tries one lane again. Lanes that could not be looked at are looked at again; a comparison that never became known is
   * asked for again with its own key.
   */
  const retry = (turn: ComparedTurn, lane: number) => {
    const before = turn.lanes[lane];
    if (before === undefined) return;
    const { key, comparisonId } = turn;
    stopRequested.current.delete(`${key}:${lane}`);
    if (before.error?.["unseen"] === true) {
      dispatch({ type: "rejoined", key });
      return follow(turn);
    }
    const unknown = started.current.get(key);
    if (comparisonId === null) {
      if (unknown === undefined) return;
      for (const at of turn.lanes.keys()) dispatch({ type: "retried", key, lane: at, at: Date.now() });
      return start(key, unknown);
    }
    dispatch({ type: "retried", key, lane, at: Date.now() });
    connect(
      key,
      { kind: "retry", comparisonId, lane, idempotencyKey: crypto.randomUUID() },
      { lane, onRefused: (refusal) => dispatch({ type: "retry-refused", key, lane, before, refusal }) },
    );
  };

  /** Shows the thread as the server tells it, unless it has changed here since it was asked for (`seen`). */
  const show = useStable((sessionId: string, turns: readonly ComparedTurn[], seen: readonly ComparedTurn[]) => {
    if (state.turns !== seen || isComparing(state.turns.at(-1))) return;
    dispatch({ type: "told", sessionId, turns });
    for (const turn of turns.filter(isComparing)) follow(turn);
  });

  /**
   * Records which answer is the better one; null is a tie. Answers why it could not be, else null. What was picked blind
   * is shown once it is recorded: the names are seen with it, and nobody picks blind after that, nor beside it. Of others
   * the last one stands.
   */
  const pick = async ({ key, comparisonId, pick: before }: ComparedTurn, winner: number | null, blind: boolean) => {
    if (comparisonId === null) return null;
    if (blind && blindPicks.current.has(comparisonId)) return null;
    if (blind) blindPicks.current.add(comparisonId);
    else dispatch({ type: "picked", key, pick: { winner, blind, pickedAt: new Date().toISOString() } });
    const path = `/api/v1/playground/comparisons/${comparisonId}/pick`;
    if (!recorded.current.has(comparisonId)) recorded.current.set(comparisonId, before);
    const answer = await inTurn(path, async () => {
      const given = await request<ComparisonPick>("POST", path, { body: { winner, blind }, patienceMs: PATIENCE_MS });
      if (given.ok) recorded.current.set(comparisonId, given.body);
      return given;
    });
    blindPicks.current.delete(comparisonId);
    if (answer === null) return null;
    dispatch({ type: "picked", key, pick: recorded.current.get(comparisonId) ?? null });
    return answer.ok ? null : answer.error.message;
  };

  return { state, dispatch, compare, stop, retry, reconnect: follow, show, pick };
}
