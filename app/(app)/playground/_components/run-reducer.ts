import type { Waiting } from "@/components/runs/stream/stream-run";
import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { RunEvent } from "@/lib/runs/run";
import { advanceTurn } from "./advance-turn";
import { announceEnd, announceFailure } from "./announcements";
import type { TurnPrompt } from "./maker";
import { mergeTurns } from "./merge-turns";
import { isRunning, newTurn, standingTurns, type Turn } from "./turn";

export type Refusal = { status: number; error: ErrorBody; at: number };

/** Was nothing begun? Then the thread goes back to what it was, and the words to their writer. */
export function isUnbegun(status: number): boolean {
  return status < 500 || status === 503;
}

export type Thread = { sessionId: string | null; turns: readonly Turn[] };

/** Why a new thread begins: something in its setup changed, somebody wanted it, or the one before is no more. */
export type Leaving = "package" | "prompt" | "model" | "choice" | "gone";

export type RunsState = Thread & {
  /** The run through which the thread was chosen; null while it is the one that ends in the newest. */
  chosen: string | null;
  /** The turns as they were before the last run was sent, until the server has taken it. */
  before: { key: string; turns: readonly Turn[] } | null;
  /** Why the last run was refused before it began; its input is back with its writer. */
  refusal: Refusal | null;
  /** The thread that was left and can be gone back to. */
  left: (Thread & { because: Exclude<Leaving, "gone"> }) | null;
  /** The one thing said aloud: starts and ends only. */
  announcement: string;
};

export type Submission = {
  key: string;
  userInput: string;
  prompt: TurnPrompt;
  model: ModelName;
  parentRunId: string | null;
  omittedTurns: number;
  /** The key of the turn that this run stands beside, when it is asked again or edited. */
  instead: string | null;
};

export type RunsAction =
  | ({ type: "submitted"; at: number } & Submission)
  | { type: "received"; key: string; event: RunEvent; end: number | null; at: number }
  | { type: "refused"; key: string; refusal: Refusal }
  | { type: "failed"; key: string; error: ErrorBody; at: number }
  | { type: "waiting"; key: string; value: Waiting | null }
  | { type: "stopping"; key: string; value: boolean }
  | { type: "retried"; key: string; at: number }
  | { type: "rejoined"; key: string }
  | ({ type: "told"; sessionId: string } & Pick<RunsState, "turns" | "chosen">)
  | { type: "withdrawn"; key: string }
  | { type: "refusal-settled" }
  | { type: "left"; because: Leaving }
  | { type: "returned" };

export const NO_RUNS: RunsState = {
  sessionId: null,
  turns: [],
  chosen: null,
  before: null,
  refusal: null,
  left: null,
  announcement: "",
};

function announce(before: Turn, event: RunEvent): string | null {
  if (event.type === "delta" && before.text === "") return "Answer started";
  if (event.type === "done") return announceEnd(event.data);
  if (event.type === "error") return announceFailure(event.data);
  return null;
}

function change(state: RunsState, key: string, update: (turn: Turn) => Turn): RunsState {
  return { ...state, turns: state.turns.map((turn) => (turn.key === key ? update(turn) : turn)) };
}

function receive(state: RunsState, action: Extract<RunsAction, { type: "received" }>): RunsState {
  const before = state.turns.find((turn) => turn.key === action.key);
  if (before === undefined || before.status === "ended") return state;
  const next = change(state, action.key, (turn) => advanceTurn(turn, action.event, action.end, action.at));
  const announcement = announce(before, action.event) ?? next.announcement;
  if (action.event.type !== "run") return { ...next, announcement };
  const isTaken = state.before?.key === action.key;
  const { sessionId } = action.event.data;
  return { ...next, announcement, sessionId, ...(isTaken ? { before: null, chosen: null } : {}) };
}

type Standing = { kept: readonly Turn[]; beside: Turn | undefined; replaced: readonly Turn[] };

/** The turns that stay before a new one: up to the one it replaces on screen, else all but failed ones at the end. */
function standing(state: RunsState, instead: string | null): Standing {
  const at = instead === null ? -1 : state.turns.findIndex(({ key }) => key === instead);
  if (at >= 0) {
    const replaced = standingTurns(state.turns).slice(at);
    return { kept: state.turns.slice(0, at), beside: state.turns[at], replaced };
  }
  const turns = standingTurns(state.turns);
  const kept = turns.slice(0, turns.findLastIndex(({ status, runId }) => status !== "failed" || runId === null) + 1);
  return { kept, beside: turns.length > kept.length ? turns.at(-1) : undefined, replaced: [] };
}

/** The versions of a turn that another run is begun beside. A failed run is no version of an answer. */
function versionsBeside({ versions, status, runId }: Turn): readonly string[] {
  return status === "failed" ? versions.filter((id) => id !== runId) : versions;
}

function submit(state: RunsState, action: Extract<RunsAction, { type: "submitted" }>): RunsState {
  const { type: _, at: startedAt, instead, ...known } = action;
  const { kept, beside, replaced } = standing(state, instead);
  const versions = beside === undefined ? [] : versionsBeside(beside);
  const turn = newTurn({ ...known, startedAt, versions, replaced });
  return {
    ...state,
    turns: [...kept, turn],
    before: { key: action.key, turns: state.turns },
    refusal: null,
    announcement: "",
  };
}

/** The thread as it was before a run that never began. */
function withdraw(state: RunsState, key: string): RunsState {
  const { before, turns } = state;
  return {
    ...state,
    before: null,
    turns: before?.key === key ? before.turns : turns.filter((turn) => turn.key !== key),
  };
}

/** What happens to a run of the thread that was left: it is there when that is gone back to. Null for any other. */
function reduceLeft(state: RunsState, action: RunsAction): RunsState | null {
  const { left } = state;
  if (left === null || !("key" in action) || left.turns.every(({ key }) => key !== action.key)) return null;
  const { sessionId, turns } = reduceRuns({ ...NO_RUNS, sessionId: left.sessionId, turns: left.turns }, action);
  return { ...state, left: turns.length === 0 ? null : { ...left, sessionId, turns } };
}

/** The state of a thread of runs after one more thing happened. */
export function reduceRuns(state: RunsState, action: RunsAction): RunsState {
  const ofLeft = reduceLeft(state, action);
  if (ofLeft !== null) return ofLeft;
  switch (action.type) {
    case "submitted":
      return submit(state, action);
    case "received":
      return receive(state, action);
    case "refused": {
      const { refusal } = action;
      return { ...withdraw(state, action.key), refusal, announcement: refusal.error.message };
    }
    case "withdrawn":
      return { ...withdraw(state, action.key), announcement: "Not started" };
    case "failed": {
      const failed = { status: "failed", waiting: null, stopping: false } as const;
      const { error, at: failedAt } = action;
      return {
        ...change(state, action.key, (turn) => ({ ...turn, ...failed, error, failedAt })),
        announcement: announceFailure(error),
      };
    }
    case "waiting":
      return change(state, action.key, (turn) => ({ ...turn, waiting: action.value }));
    case "stopping":
      return change(state, action.key, (turn) => ({ ...turn, stopping: action.value }));
    case "retried": {
      const before = { key: action.key, turns: state.turns };
      const next = change(state, action.key, (turn) => newTurn({ ...pick(turn), startedAt: action.at }));
      return { ...next, before, refusal: null };
    }
    case "rejoined":
      return change(state, action.key, (turn) => ({
        ...turn,
        status: turn.text === "" ? "sending" : "streaming",
        error: null,
        failedAt: null,
      }));
    case "told": {
      // Whatever was begun here meanwhile is newer than what was told.
      if (state.sessionId !== action.sessionId || isRunning(state.turns.at(-1))) return state;
      const { chosen } = action;
      const turns = mergeTurns(state.turns, action.turns);
      return turns === state.turns && state.chosen === chosen ? state : { ...state, turns, chosen };
    }
    case "refusal-settled":
      return { ...state, refusal: null };
    case "left": {
      const { sessionId, turns } = state;
      if (action.because === "gone") return NO_RUNS;
      const left = turns.length === 0 ? state.left : { sessionId, turns, because: action.because };
      return { ...NO_RUNS, left };
    }
    case "returned":
      return state.left === null ? state : { ...NO_RUNS, sessionId: state.left.sessionId, turns: state.left.turns };
  }
}

function pick(turn: Turn) {
  const { key, userInput, prompt, model, parentRunId, omittedTurns, replaced } = turn;
  return { key, userInput, prompt, model, parentRunId, omittedTurns, replaced, versions: versionsBeside(turn) };
}
