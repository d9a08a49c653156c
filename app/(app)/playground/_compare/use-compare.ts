"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { rememberPlace } from "@/components/billing/return-place";
import { useWalletGrowth } from "@/components/credits/use-wallet-growth";
import { saveDraft } from "@/components/runs/draft";
import { lateDeleteSessions } from "@/components/sessions/late-delete-sessions";
import { toast } from "@/components/ui/toast";
import { useStable } from "@/components/ui/use-stable";
import type { ModelName } from "@/lib/models/models";
import type { PackageSummary } from "@/lib/packages/package";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";
import { writeAddress } from "../_components/address";
import { begunSession } from "../_components/begun-session";
import { OPENING } from "../_components/idle-words";
import { withOpen } from "../_components/listed-sessions";
import type { ToldOutage } from "../_components/outage";
import { useArrivingPackages } from "../_components/use-arriving-packages";
import { type Made, useAskedAddress } from "../_components/use-asked-address";
import { useDraft } from "../_components/use-draft";
import { NO_QUOTE, useEstimate } from "../_components/use-estimate";
import { useOutage } from "../_components/use-outage";
import { useSessionNews } from "../_components/use-session-news";
import { useThreadGone } from "../_components/use-thread-gone";
import { writeCompare } from "./compare-address";
import { NO_COMPARISON } from "./compare-reducer";
import { type ComparedTurn, comparedTurnsOf, endsIn, isComparing, lastAnsweredRun } from "./compared-turn";
import { comparisonBody, nextLanes } from "./comparison-body";
import { canAdd, firstPackage, type Lane, type LanePrompt, laneFields, moveLane, newLane, shuffleLanes } from "./lane";
import { askedForOutage } from "./lane-quotes";
import { leavePath } from "./leave-path";
import { loadTurns } from "./load-session";
import { takePendingComparison } from "./pending-comparison";
import { useComparison } from "./use-comparison";

/** A lane as the server prepared it. */
export type PreparedLane = Pick<Lane, "prompt" | "model">;

export type CompareStart = {
  signedIn: boolean;
  sessions: readonly SessionSummary[];
  lanes: readonly PreparedLane[];
  session: SessionDetail | null;
  made: Made;
  input: string;
  /** The names of the lanes are hidden until the reader has picked a winner. */
  blind: boolean;
  outages: readonly ToldOutage[];
};

/** Tells whether two threads are the same runs at the same stage, with the same answers picked. */
function stateOf(turns: readonly ComparedTurn[]): string {
  return turns
    .flatMap(({ lanes, pick }) => [pick?.winner, ...lanes.map((lane) => `${lane.runId} ${lane.status}`)])
    .join();
}

/** The state of a comparison and everything that can be done in it. */
export function useCompare({ signedIn, sessions, session, input: brought, made, ...start }: CompareStart) {
  const [lanes, setLanes] = useState<readonly Lane[]>(() =>
    start.lanes.map(({ prompt, model }) => newLane(prompt, model)),
  );
  const [first] = useState(() => {
    if (session === null) return NO_COMPARISON;
    const keys = lanes.map(({ key }) => key);
    return { ...NO_COMPARISON, sessionId: session.id, turns: comparedTurnsOf(session.turns, keys) };
  });
  const [budget, setBudget] = useState<number | null>(null);
  const [isBlindChosen, setBlind] = useState(start.blind);
  const [begun, setBegun] = useState<readonly SessionSummary[]>([]);
  const { input, write, clearTaken } = useDraft(brought, null);
  const runs = useComparison(first);
  const { state, dispatch } = runs;
  const { sessionId, turns } = state;
  // Names that were seen can't be hidden again.
  const blind = isBlindChosen && turns.every(({ pick }) => pick === null);
  const last = turns.at(-1);
  /** What was shared stands in the order of the lanes, and each goes on from its own. */
  const isFreshFork = sessionId !== null && turns.length === 0;
  const running = isComparing(last);
  const { isRemade, isOld } = useAskedAddress(made);
  const packages = useArrivingPackages();
  const waitsFor = isOld ? OPENING : packages.words;
  const body = waitsFor === null ? comparisonBody(lanes, budget, state, input) : null;
  const [round, setRound] = useState(0);
  const quote = useEstimate(signedIn && !running ? body : null, round);
  const askAgain = useStable(() => setRound((before) => before + 1));
  useWalletGrowth(askAgain);
  const asked = askedForOutage(lanes, start.outages, quote);
  const outage = useOutage({ ...asked, told: start.outages, refusal: state.refusal, onOver: askAgain });
  const gone = useThreadGone(sessionId, [state.refusal?.error, quote.state === "refused" ? quote.error : undefined]);

  const isAddressed = usePathname() === "/playground";
  const address = useMemo(
    () => ({
      ...(sessionId === null ? { compare: writeCompare(lanes) } : { session: sessionId }),
      ...(blind ? { blind: "1" } : {}),
    }),
    [sessionId, lanes, blind],
  );
  useEffect(() => {
    if (isRemade.current) return;
    if (isAddressed) writeAddress(address);
    else rememberPlace(`/playground?${new URLSearchParams(address)}`);
  }, [address, isAddressed, isRemade]);

  const listed = useMemo(() => withOpen([...begun, ...sessions], session), [begun, sessions, session]);
  const list = (id: string, userInput: string) => {
    setBegun((known) => [begunSession(id, userInput, firstPackage(lanes)), ...known]);
  };

  const signIn = () => {
    saveDraft({ packageId: null, input });
    location.assign(`/sign-in?callbackUrl=${encodeURIComponent(`/playground?${new URLSearchParams(address)}`)}`);
  };

  /** Sends what is written to all lanes. Blind lanes are mixed before the first turn, and stay in that order. */
  const run = () => {
    if (body === null || running) return;
    if (!signedIn) return signIn();
    const order = blind && turns.length === 0 && !isFreshFork ? shuffleLanes(lanes) : lanes;
    setLanes(order);
    const next = comparisonBody(order, budget, state, input);
    if (next === null) return;
    const onAccepted = (id: string) => {
      clearTaken(next.userInput);
      if (sessionId === null) list(id, next.userInput);
    };
    runs.compare({ body: next, lanes: nextLanes(order, state), onAccepted });
  };

  const joinPending = useStable(() => {
    // It is for the page that is to come.
    if (!signedIn || isRemade.current) return;
    const page = { sessionId, lanes: lanes.map(laneFields), askedAt: performance.timeOrigin };
    const pending = takePendingComparison(page, Date.now());
    if (pending === null || endsIn(turns, pending.body)) return;
    const onAccepted = (id: string) => {
      clearTaken(pending.body.userInput);
      if (sessionId === null) list(id, pending.body.userInput);
    };
    const { body: sent, idempotencyKey } = pending;
    runs.compare({ body: sent, idempotencyKey, lanes: nextLanes(lanes, state), onAccepted });
  });
  const joined = useRef(false);
  useEffect(() => {
    // Not in this very moment: a page that is made twice, as in development, is to join once.
    const timer = setTimeout(() => {
      if (!joined.current) joinPending();
      joined.current = true;
    });
    return () => clearTimeout(timer);
  }, [joinPending]);

  const onNews = useStable(async () => {
    if (sessionId === null) return;
    const seen = turns;
    const told = await loadTurns(sessionId);
    if (told === null) return;
    const news = comparedTurnsOf(
      told,
      lanes.map(({ key }) => key),
    );
    if (stateOf(news) !== stateOf(seen)) runs.show(sessionId, news, seen);
  });
  const knows = (runId: string) => turns.some((turn) => turn.lanes.some((lane) => lane.runId === runId));
  useSessionNews({ sessionId, idle: !running, knows, onNews });

  /**
   * Begins an empty thread with other lanes; the question that began the last one is at hand, to be asked of them. What
   * is changed is what stands then: two packages may arrive before either is drawn.
   */
  const beginAnew = (change: (now: readonly Lane[]) => readonly Lane[]) => {
    const [asked] = turns;
    if (asked !== undefined && input === "") write(asked.userInput);
    if (turns.length > 0) {
      dispatch({ type: "cleared" });
      toast("A new comparison begins. The one before is among your sessions.");
    }
    setLanes(change);
    setBudget(null);
    dispatch({ type: "refusal-settled" });
  };
  const changeLane = useStable((key: string, change: Partial<PreparedLane>) =>
    beginAnew((now) => now.map((lane) => (lane.key === key ? { ...lane, ...change } : lane))),
  );
  const addLane = useStable((prompt: LanePrompt) => {
    const lane = newLane(prompt, lanes[0]?.model);
    if (canAdd(lanes)) beginAnew((now) => (canAdd(now) ? [...now, lane] : now));
  });

  /** Makes a lane with a package, once that is there. */
  const pickPackage = (key: string, picked: PackageSummary) =>
    void packages.load(key, picked, (item) => changeLane(key, { prompt: { kind: "package", item } }));
  const pickAnother = (picked: PackageSummary) =>
    void packages.load(crypto.randomUUID(), picked, (item) => addLane({ kind: "package", item }));

  /** The same package in another version; one that can't be had leaves the lane as it is. */
  const setVersion = ({ key, prompt }: Lane, version: string) => {
    if (prompt.kind !== "package") return;
    const { id, name } = prompt.item;
    void packages.load(key, { id, name, version }, (item) => changeLane(key, { prompt: { kind: "package", item } }));
  };

  const router = useRouter();
  /** A deletion was undone: its thread is on screen again, unless something else was begun meanwhile. */
  const reopen = useStable((id: string) => {
    const isHere = window.location.pathname === "/playground";
    if (isHere && state.turns.length === 0) router.push(`/playground?session=${id}`);
  });
  const pick = async (turn: ComparedTurn, winner: number | null) => {
    const problem = await runs.pick(turn, winner, blind);
    if (problem === null) return;
    toast(problem);
    // It may have been recorded all the same, or in another window.
    await onNews();
  };

  return {
    lanes,
    budget,
    blind,
    input,
    setInput: write,
    setBudget,
    setBlind: (turns.length === 0 && !isFreshFork) || blind ? setBlind : null,
    /** Lanes can be added, moved and taken away. */
    isArranged: !isFreshFork,
    runs,
    running,
    quote: gone ? NO_QUOTE : quote,
    outage,
    /** The model that is out, where one is. */
    asked,
    gone,
    /** What the thread on screen began with; null where it is no fork. */
    fork: session !== null && session.id === sessionId ? session.fork : null,
    canRun: body !== null,
    /** What has to come before anything is run, in words; null for nothing. */
    waitsFor,
    run,
    signIn,
    /** The run through which the thread is shared. */
    through: lastAnsweredRun(turns),
    /** The playground with what stands in the first lane alone. */
    leave: leavePath(lanes),
    addLane,
    pickAnother,
    setPrompt: (key: string, prompt: LanePrompt) => {
      packages.callOff(key);
      changeLane(key, { prompt });
    },
    pickPackage,
    setVersion,
    setModel: (key: string, model: ModelName) => changeLane(key, { model }),
    removeLane: (key: string) => {
      packages.callOff(key);
      setLanes((now) => now.filter((lane) => lane.key !== key));
    },
    moveLane: (key: string, by: number) => setLanes((now) => moveLane(now, key, by)),
    pick,
    newThread: () => {
      dispatch({ type: "cleared" });
      write("");
    },
    deleteThread: () => {
      if (sessionId === null) return;
      void lateDeleteSessions([sessionId], () => reopen(sessionId));
      dispatch({ type: "cleared" });
    },
    sessions: listed,
  };
}
