"use client";

import { useEffect, useMemo, useState } from "react";
import { request } from "@/components/http/request";
import { saveDraft } from "@/components/runs/draft";
import { toast } from "@/components/ui/toast";
import type { ModelName } from "@/lib/models/models";
import type { PackageDetail, PackageSummary } from "@/lib/packages/package";
import type { RunRequest } from "@/lib/runs/run-request";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";
import type { Starter } from "./first-visit";
import { runBody } from "./run-body";
import { isRunning, NO_RUNS, type Turn } from "./run-reducer";
import { choicesOf, initialRuns, initialSetup, type Setup } from "./setup";
import { useDraft } from "./use-draft";
import { useEstimate } from "./use-estimate";
import { useRun } from "./use-run";

export type PlaygroundStart = {
  signedIn: boolean;
  sessions: readonly SessionSummary[];
  item: PackageDetail | null;
  session: SessionDetail | null;
  input: string;
};

/** Puts the state into the address without asking the server, so that a reload comes back here. */
function writeAddress(query: Record<string, string>): void {
  const parameters = new URLSearchParams(query).toString();
  window.history.replaceState(null, "", parameters === "" ? "/playground" : `/playground?${parameters}`);
}

function goSignIn(packageId: string | null, input: string): void {
  saveDraft({ packageId, input });
  const back = packageId === null ? "/playground" : `/playground?package=${packageId}`;
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
}

/** A thread that this page has begun, as it stands in the list until the server lists it itself. */
function begunSession(id: string, userInput: string, item: PackageDetail | null): SessionSummary {
  const title = userInput.trim().split("\n")[0]?.slice(0, 80) ?? "";
  const packageName = item === null ? null : `${item.scope}/${item.name}`;
  return { id, title, saved: false, expiresAt: null, lastTurnAt: new Date().toISOString(), packageName };
}

/** The playground's state and everything that can be done in it. */
export function usePlayground({ signedIn, sessions, item, session, input: brought }: PlaygroundStart) {
  const [setup, setSetup] = useState<Setup>(() => initialSetup(item, session));
  const [leftSetup, setLeftSetup] = useState<Setup | null>(null);
  const [firstRuns] = useState(() => initialRuns(session));
  const [begun, setBegun] = useState<readonly SessionSummary[]>([]);
  const { input, write, clearTaken } = useDraft(brought, setup.item?.id ?? null);
  const runs = useRun(firstRuns);
  const { state, dispatch } = runs;
  const last = state.turns.at(-1);
  const running = isRunning(last);
  const runnable = setup.item?.runnable ?? state.sessionId !== null;
  const body = runnable ? runBody(choicesOf(setup), state, input) : null;
  const quote = useEstimate(signedIn && !running ? body : null);

  const { sessionId } = state;
  useEffect(() => {
    if (sessionId !== null) writeAddress({ session: sessionId });
  }, [sessionId]);

  const listed = useMemo(() => [...begun, ...sessions], [begun, sessions]);

  const start = (next: RunRequest | null, model: ModelName = setup.model) => {
    if (next === null || running) return;
    if (!signedIn) return goSignIn(next.packageId ?? null, next.userInput);
    const onAccepted = (id: string) => {
      clearTaken(next.userInput);
      if (next.sessionId === undefined) setBegun((list) => [begunSession(id, next.userInput, setup.item), ...list]);
    };
    runs.run({ body: next, model, onAccepted });
  };

  /** Begins an empty thread with another setup; what there was stays at hand. */
  const leave = (because: "package" | "model" | "choice", next: Setup) => {
    if (state.turns.length > 0) setLeftSetup(setup);
    dispatch({ type: "left", because });
    setSetup(next);
    writeAddress(next.item === null ? {} : { package: next.item.id });
  };

  const choosePackage = (next: PackageDetail) => {
    leave("package", { ...setup, item: next, files: null, budget: null });
  };

  return {
    setup,
    input,
    setInput: write,
    runs,
    quote,
    running,
    canRun: body !== null,
    run: () => start(body),
    runBody: start,
    /** The run that would go on after a turn whose budget ended it. */
    continuation: (userInput: string) => runBody(choicesOf(setup), state, userInput),
    retry: (turn: Turn) => {
      const before = { ...state, turns: state.turns.slice(0, state.turns.indexOf(turn)) };
      const again = runBody(choicesOf(setup), before, turn.userInput);
      if (again !== null) runs.retry(turn, again);
    },
    pick: async (summary: PackageSummary) => {
      const answer = await request<PackageDetail>("GET", `/api/v1/packages/${summary.id}`);
      if (answer.ok) choosePackage(answer.body);
      else toast(answer.error.message);
    },
    startWith: ({ item: next, suggestion }: Starter) => {
      choosePackage(next);
      const choices = choicesOf({ ...setup, item: next, files: null, budget: null });
      start(runBody(choices, NO_RUNS, suggestion.input));
    },
    setModel: (model: ModelName) => {
      if (model === setup.model) return;
      const next = { ...setup, model, budget: null };
      if (state.turns.length > 0) leave("model", next);
      else setSetup(next);
    },
    setEffort: (effort: Setup["effort"]) => setSetup({ ...setup, effort }),
    setBudget: (budget: number | null) => setSetup({ ...setup, budget }),
    setFiles: (files: Setup["files"]) => setSetup({ ...setup, files }),
    newThread: () => leave("choice", setup),
    goBack: () => {
      if (leftSetup !== null) setSetup(leftSetup);
      runs.goBack();
    },
    sessions: listed,
  };
}
