"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { NO_ANSWER } from "@/components/http/request";
import { createDeltaBatcher } from "@/components/runs/stream/delta-batcher";
import { insistOnStop } from "@/components/runs/stream/insist-on-stop";
import { streamRun } from "@/components/runs/stream/stream-run";
import type { ErrorBody } from "@/lib/errors";
import { type AgainState, type Prepared, reduceAgain } from "./again-state";
import { forgetAgain, prepareAgain } from "./prepare-again";

const asLost: ErrorBody = {
  ...NO_ANSWER,
  message: "The connection was lost. The run may have begun; trying again joins it and is never charged twice.",
};

/**
 * Runs a shared turn again: prepares it, runs it when told to, and forgets it where the reader leaves without running
 * it. A try whose answer never came is repeated under its key, so that it joins the first.
 */
export function useRunAgain(token: string, index: number) {
  const [state, dispatch] = useReducer(reduceAgain, { step: "preparing" } as AgainState);
  const unused = useRef<string | null>(null);
  const key = useRef<string | null>(null);
  const following = useRef<AbortController | null>(null);
  /** The run that is to stop. */
  const unwanted = useRef<string | null>(null);

  const prepare = useCallback(
    async (signal: AbortSignal) => {
      dispatch({ type: "asked" });
      const answer = await prepareAgain(token, index, signal).catch(() => null);
      if (answer === null || signal.aborted) {
        if (answer?.ok) forgetAgain(answer.body.sessionId);
        return;
      }
      if (answer.ok) unused.current = answer.body.sessionId;
      dispatch(answer.ok ? { type: "prepared", prepared: answer.body } : { type: "unprepared", error: answer.error });
    },
    [token, index],
  );

  useEffect(() => {
    const leaving = new AbortController();
    const leave = () => {
      if (unused.current !== null) forgetAgain(unused.current);
      unused.current = null;
    };
    // In the next task, because a page under strict checks is begun twice.
    const timer = setTimeout(() => void prepare(leaving.signal));
    window.addEventListener("pagehide", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", leave);
      leaving.abort();
      following.current?.abort();
      unwanted.current = null;
      leave();
    };
  }, [prepare]);

  const run = ({ sessionId, turn, estimate }: Prepared) => {
    const line = new AbortController();
    following.current = line;
    key.current ??= crypto.randomUUID();
    dispatch({ type: "started" });
    const deltas = createDeltaBatcher((placed) => {
      if (placed.event.type === "run") unused.current = null;
      if (placed.event.type === "error") key.current = null;
      if (placed.event.type === "done" || placed.event.type === "error") unwanted.current = null;
      dispatch({ type: "received", placed });
    }, line.signal);
    const refuse = (error: ErrorBody, isOver: boolean) => {
      if (isOver) key.current = null;
      dispatch({ type: "refused", error });
    };
    // What was shown is what can be charged at most, whatever has changed since.
    const body = { sessionId, userInput: turn.userInput, maxCredits: estimate.maxCredits };
    void streamRun(
      { kind: "start", body, idempotencyKey: key.current },
      {
        onEvent: deltas.push,
        onRefused: (_status, error) => refuse(error, true),
        onWaiting: (value) => dispatch({ type: "waiting", value }),
        onLost: () => refuse(asLost, false),
      },
      line.signal,
    );
  };

  const stop = (runId: string) => {
    dispatch({ type: "stopping" });
    unwanted.current = runId;
    void insistOnStop(runId, () => unwanted.current === runId);
  };

  return { state, run, stop, again: () => void prepare(new AbortController().signal) };
}
