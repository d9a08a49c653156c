"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { useWalletGrowth } from "@/components/credits/use-wallet-growth";
import { saveDraft } from "@/components/runs/draft";
import { lateDeleteSessions } from "@/components/sessions/late-delete-sessions";
import { arriving } from "@/components/ui/arriving";
import { useStable } from "@/components/ui/use-stable";
import type { ModelName } from "@/lib/models/models";
import type { PackageDetail, PackageSummary, SuggestedInput } from "@/lib/packages/package";
import { recommendedModelOf } from "@/lib/packages/suggested-input";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import type { RunRequest } from "@/lib/runs/run-request";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";
import { writeAddress } from "./address";
import { CONTINUE_INPUT } from "./continuation";
import type { Starter } from "./first-visit";
import { type ForkPrompt, firstPrompt } from "./fork-words";
import { OPENING } from "./idle-words";
import { withOpen } from "./listed-sessions";
import { changesBetween, promptOfBody } from "./maker";
import type { ToldOutage } from "./outage";
import type { PendingRun } from "./pending-run";
import { runBody } from "./run-body";
import { type Leaving, NO_RUNS } from "./run-reducer";
import { seamBetween } from "./seam";
import { choicesFor, choicesOf, chosenPrompt, initialRuns, initialSetup, type Setup } from "./setup";
import { isRunning, lastMade } from "./turn";
import { useArrivingPackages } from "./use-arriving-packages";
import { type Made, useAskedAddress } from "./use-asked-address";
import { useDraft } from "./use-draft";
import { knownOf, NO_QUOTE, useEstimate } from "./use-estimate";
import { useOutage } from "./use-outage";
import { useOwnPrompt } from "./use-own-prompt";
import { usePendingRun } from "./use-pending-run";
import { useRun } from "./use-run";
import { useThread } from "./use-thread";
import { useThreadAddress } from "./use-thread-address";
import { useThreadGone } from "./use-thread-gone";

export type PlaygroundStart = {
  signedIn: boolean;
  sessions: readonly SessionSummary[];
  item: PackageDetail | null;
  /** A prompt of the reader's own that the address asked for. */
  own: OwnPrompt | null;
  /** The model that goes with what the address asked for; null: the usual one. */
  model: ModelName | null;
  /** How the first run of a fork is asked; null where nothing is to begin. */
  forkPrompt: ForkPrompt | null;
  session: SessionDetail | null;
  made: Made;
  input: string;
  outages: readonly ToldOutage[];
};

/** Where the one package of this page is awaited. */
const BAR = "bar";

/** Reading a title out of an input takes code that a page needs only once something runs. */
const loadBegun = () => arriving(() => import("./begun-session"));

function goSignIn({ packageId: asked, customPrompt, userInput: input }: RunRequest): void {
  const packageId = asked ?? null;
  saveDraft({ packageId, input });
  // What was written without an account waits in the editor.
  const anew = customPrompt === undefined ? "/playground" : "/playground?prompt=new";
  const back = packageId === null ? anew : `/playground?package=${packageId}`;
  location.assign(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
}

/** Is there anything to run with? A thread goes on with what it was made with. */
function hasMaker({ item, own }: Setup, sessionId: string | null): boolean {
  return item?.runnable ?? (own !== null || sessionId !== null);
}

/** The playground's state and everything that can be done in it. */
export function usePlayground({ signedIn, sessions, item, session, input: brought, ...begin }: PlaygroundStart) {
  const [setup, setSetup] = useState<Setup>(() => initialSetup({ item, own: begin.own, model: begin.model }));
  const [leftSetup, setLeftSetup] = useState<Setup | null>(null);
  const [firstRuns] = useState(() => initialRuns(session, begin.made.run));
  const [begun, setBegun] = useState<readonly SessionSummary[]>([]);
  const { input, write, clearTaken } = useDraft(brought, setup.item?.id ?? null);
  const runs = useRun(firstRuns);
  const { state, dispatch } = runs;
  const last = state.turns.at(-1);
  const running = isRunning(last);
  // A fork in which nothing ran yet: the next run is its first.
  const isFreshFork = state.sessionId !== null && state.turns.length === 0;
  const sharedPrompt = isFreshFork && chosenPrompt(setup) === null ? firstPrompt(begin.forkPrompt) : null;
  const { isRemade, isOld } = useAskedAddress(begin.made);
  const choices = choicesOf(setup);
  const packages = useArrivingPackages();
  const waitsFor = isOld ? OPENING : packages.words;
  const isRunnable = hasMaker(setup, state.sessionId) && waitsFor === null;
  const body = isRunnable ? runBody({ ...choices, prompt: choices.prompt ?? sharedPrompt }, state, input) : null;
  const [round, setRound] = useState(0);
  const quote = useEstimate(signedIn && !running ? body : null, round);
  const askAgain = useCallback(() => setRound((before) => before + 1), []);
  useWalletGrowth(askAgain);
  const { model } = setup;
  const outage = useOutage({ model, told: begin.outages, quote, refusal: state.refusal, onOver: askAgain });

  useOwnPrompt(setup, state, (own) => setSetup((now) => ({ ...now, own })));
  const { sessionId, turns, chosen } = state;
  const gone = useThreadGone(sessionId, [state.refusal?.error, quote.state === "refused" ? quote.error : undefined]);
  useThreadAddress({ sessionId, chosen, isRemade });

  const listed = useMemo(() => withOpen([...begun, ...sessions], session), [begun, sessions, session]);

  // A starter chooses its package and runs at once: by now the setup is the one that it chose.
  const taken = useStable(({ sessionId: known, userInput }: RunRequest, id: string) => {
    setSetup((now) => (now.fit === null ? now : { ...now, fit: null }));
    if (known !== undefined) return;
    void loadBegun().then(({ begunSession }) => {
      setBegun((list) => [begunSession(id, userInput, setup.item), ...list]);
    });
  });

  const joinPending = ({ body: sent, idempotencyKey, prompt }: PendingRun) => {
    const { model: sentTo = model } = sent;
    setSetup((now) => ({ ...now, model: sentTo }));
    const onAccepted = (id: string) => {
      clearTaken(sent.userInput);
      taken(sent, id);
    };
    runs.run({ body: sent, idempotencyKey, prompt, model: sentTo, instead: null, omittedTurns: 0, onAccepted });
  };
  usePendingRun({ signedIn, thread: firstRuns, packageId: item?.id ?? null, isRemade, join: joinPending });

  const start = (next: RunRequest | null, instead: string | null = null, onTaken?: () => void) => {
    if (next === null || running || isOld) return;
    if (!signedIn) return goSignIn(next);
    const onAccepted = (id: string) => {
      onTaken?.();
      if (instead === null) clearTaken(next.userInput);
      taken(next, id);
    };
    const beside = state.turns.find(({ key }) => key === instead);
    const omittedTurns = beside?.omittedTurns ?? (next === body ? (knownOf(quote)?.omittedTurns ?? 0) : 0);
    const nextPrompt = choices.prompt ?? sharedPrompt;
    const onScreen = state.turns.toReversed().map(({ prompt }) => prompt);
    const prompt = promptOfBody(next, [
      ...(beside === undefined ? [] : [beside.prompt]),
      ...(nextPrompt === null ? [] : [nextPrompt]),
      ...onScreen,
    ]);
    runs.run({ body: next, prompt, model: next.model ?? model, instead, omittedTurns, onAccepted });
  };
  const thread = useThread({ setup, runs, start });
  // The same from one drawing to the next: it is handed to the newest turn, which is drawn again when it changes.
  const continuation = useMemo(() => {
    // One answer is made with one thing, whatever is chosen for the next turn.
    const made = lastMade(turns);
    return made === undefined ? null : runBody(choicesFor(setup, made), { sessionId, turns }, CONTINUE_INPUT);
  }, [setup, sessionId, turns]);

  /** What the next turn of a thread is made with and the one before it was not; null where there is no such turn. */
  const seam = useMemo(() => seamBetween(setup, { sessionId, turns }), [setup, sessionId, turns]);
  const leftSeam = state.left === null || turns.length > 0 ? null : seamBetween(setup, state.left);

  /** Begins an empty thread with another setup; what there was stays at hand. */
  const leave = (because: Leaving, next: Setup) => {
    // The words of an edit go with a thread that is gone; here they are not lost.
    const isGone = gone || because === "gone";
    if (isGone && input === "" && thread.edited !== null) write(thread.edited.input);
    if (state.turns.length > 0) setLeftSetup(setup);
    dispatch({ type: "left", because: isGone ? "gone" : because });
    setSetup({ ...next, fit: null });
    writeAddress({ package: next.item?.id ?? null, prompt: next.own?.draftId ?? null });
  };

  const router = useRouter();
  /** A deletion was undone: its thread is on screen again, unless something else was begun meanwhile. */
  const reopen = useStable((id: string) => {
    const isHere = window.location.pathname === "/playground";
    if (isHere && state.turns.length === 0) router.push(`/playground?session=${id}`);
  });

  const choosePackage = (next: PackageDetail) => {
    packages.callOff(BAR);
    const chosen = { ...setup, item: next, own: null, files: null, budget: null };
    if (isFreshFork) setSetup({ ...chosen, fit: null });
    else leave("package", chosen);
  };
  const onLoaded = useStable(choosePackage);

  /** The same words under another title, or filled from another draft, change nothing of a thread. */
  const chooseOwn = (own: OwnPrompt) => {
    packages.callOff(BAR);
    const chosen = { ...setup, item: null, own, files: null };
    const made = lastMade(turns) ?? null;
    const next = chosenPrompt(chosen);
    const isSame = made !== null && next !== null && changesBetween(made, { ...made, prompt: next }).length === 0;
    if (isFreshFork || isSame) setSetup({ ...chosen, fit: null });
    else leave("prompt", { ...chosen, budget: null });
  };

  return {
    setup,
    input,
    /** What the thread on screen began with; null where it is no fork. */
    fork: session !== null && session.id === state.sessionId ? session.fork : null,
    /** How the first run of that would be asked, while nothing was chosen for it. */
    forkPrompt: isFreshFork && chosenPrompt(setup) === null ? begin.forkPrompt : null,
    setInput: write,
    runs,
    quote: gone ? NO_QUOTE : quote,
    running,
    canRun: body !== null,
    /** What has to come before anything is run, in words; null for nothing. */
    waitsFor,
    run: () => start(body),
    thread,
    outage,
    /** The thread was deleted elsewhere; nothing can be run in it. */
    gone,
    /** The run that would go on after the newest turn, whose budget ended it. */
    continuation,
    pick: (summary: PackageSummary) => void packages.load(BAR, summary, onLoaded),
    chooseOwn,
    startWith: ({ item: next, suggestion }: Starter) => {
      choosePackage(next);
      const choices = choicesOf({ ...setup, item: next, own: null, files: null, budget: null });
      start(runBody(choices, NO_RUNS, suggestion.input));
    },
    /** Writes a suggested input, and chooses the model it is best asked of while nothing was run. */
    choose: (suggestion: SuggestedInput) => {
      const best = turns.length > 0 ? null : recommendedModelOf(suggestion);
      write(suggestion.input);
      if (best !== null && best !== model) setSetup({ ...setup, model: best, budget: null });
    },
    setModel: (name: ModelName) => {
      if (name === model) return;
      const next = { ...setup, model: name, budget: null };
      if (state.turns.length > 0) leave("model", next);
      else setSetup(next);
      // What was refused of one model says nothing about another.
      dispatch({ type: "refusal-settled" });
    },
    setEffort: (effort: Setup["effort"]) => setSetup({ ...setup, effort }),
    setBudget: (budget: number | null) => setSetup({ ...setup, budget }),
    setFit: (fit: Setup["fit"]) => setSetup({ ...setup, fit }),
    setFiles: (files: Setup["files"]) => setSetup({ ...setup, files }),
    newThread: () => leave("choice", setup),
    /** Deletes the thread on screen; an empty one with the same setup begins. */
    deleteThread: () => {
      if (sessionId === null) return;
      void lateDeleteSessions([sessionId], () => reopen(sessionId));
      leave("gone", setup);
    },
    seam,
    /** How a turn in the thread that was left would differ, with what is chosen now. */
    leftSeam,
    /** Goes back to the thread that was left with what is chosen now: its next turn has a seam above it. */
    goOnThere: () => {
      setSetup((now) => ({ ...now, fit: null }));
      runs.goBack();
    },
    /** Chooses again what the thread on screen was made with so far. */
    keepMaker: () => {
      if (seam === null) return;
      const { prompt, model: madeWith } = seam.before;
      const keep = (next: PackageDetail | null) =>
        setSetup((now) => ({ ...now, item: next, own: null, model: madeWith, files: null, budget: null }));
      if (prompt.kind === "package") void packages.load(BAR, prompt.ref, keep);
      else keep(null);
    },
    goBack: () => {
      packages.callOff(BAR);
      if (leftSetup !== null) setSetup(leftSetup);
      runs.goBack();
    },
    sessions: listed,
  };
}
