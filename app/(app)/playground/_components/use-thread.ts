"use client";

import { useCallback, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { useStable } from "@/components/ui/use-stable";
import type { RunRequest } from "@/lib/runs/run-request";
import { loadNews, loadThread } from "./load-thread";
import { besideBody, runBody } from "./run-body";
import { choicesFor, type Setup } from "./setup";
import { isRunning, lastAnswered, type Turn } from "./turn";
import type { RunActs } from "./turn-acts";
import type { useRun } from "./use-run";
import { useSessionNews } from "./use-session-news";

type UseThread = {
  setup: Setup;
  runs: ReturnType<typeof useRun>;
  /** Begins a run, beside a turn where its key is named. */
  start: (body: RunRequest | null, instead?: string, onTaken?: () => void) => void;
};

/** What can be done with the turns of a thread, and its news from elsewhere. */
export function useThread({ setup, runs, start }: UseThread) {
  /** The turn that is edited, and the words it has so far: they stay until the server has taken them. */
  const [edited, setEdited] = useState<{ key: string; input: string } | null>(null);
  const { state } = runs;
  const { sessionId, chosen } = state;
  const running = isRunning(state.turns.at(-1));

  const retry = (turn: Turn) => {
    const before = { ...state, turns: state.turns.slice(0, state.turns.indexOf(turn)) };
    const again =
      sessionId === null ? runBody(choicesFor(setup, turn), before, turn.userInput) : bodyFor(turn, turn.userInput);
    if (again !== null && !running) runs.retry(turn, again);
  };

  /** Where older turns were left out before, they are again, within the same budget. */
  const bodyFor = (turn: Turn, userInput: string) => {
    const fitted = { fitHistory: true, budget: againCredits(turn) };
    const own = choicesFor(setup, turn);
    return besideBody({ ...own, ...(turn.omittedTurns > 0 && fitted) }, sessionId, turn, userInput);
  };

  /** What asking a turn again can cost at most: the budget chosen for its model, else what it was given before. */
  const againCredits = (turn: Turn) => (turn.model === setup.model ? setup.budget : null) ?? turn.creditsQuoted;

  const runAgain = (turn: Turn) => {
    const body = bodyFor(turn, turn.userInput);
    const maxCredits = againCredits(turn);
    start(body === null || maxCredits === null ? body : { ...body, maxCredits }, turn.key);
  };

  const runEdited = (turn: Turn, body: RunRequest) => {
    setEdited({ key: turn.key, input: body.userInput });
    start(body, turn.key, () => setEdited(null));
  };

  /** The version that was asked for last; one that comes later is not wanted any more. */
  const wanted = useRef<string | null>(null);
  const showVersion = async (runId: string) => {
    if (running || sessionId === null) return;
    setEdited(null);
    wanted.current = runId;
    const version = await loadThread(sessionId, runId);
    if (wanted.current !== runId) return;
    if (version === null) toast("That version could not be loaded. Try again.");
    else runs.show(sessionId, version.turns, version.through, state.turns);
  };

  const readNews = async () => {
    if (sessionId === null) return;
    const news = await loadNews(sessionId, chosen, lastAnswered(state.turns));
    if (news !== null) runs.show(sessionId, news.turns, news.through, state.turns);
  };
  const onNews = useStable(() => void readNews());
  const knows = (runId: string) => state.turns.some(({ versions }) => versions.includes(runId));
  useSessionNews({ sessionId, idle: !running, knows, onNews });

  const acts: RunActs = {
    retry: useStable(retry),
    reconnect: useStable(runs.reconnect),
    runAgain: useStable(runAgain),
    edit: useCallback(({ key, userInput }: Turn) => setEdited({ key, input: userInput }), []),
    endEdit: useCallback(() => setEdited(null), []),
    runEdited: useStable(runEdited),
    showVersion: useStable((runId: string) => void showVersion(runId)),
    goOn: useStable((body: RunRequest) => start(body)),
  };
  const [stable] = useState(acts);
  return { acts: stable, edited, bodyFor, againCredits };
}
