import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { Receipt, RunEvent, RunState } from "@/lib/runs/run";
import { announceEnd, announceFailure } from "./announcements";

type TurnStatus = "sending" | "thinking" | "streaming" | "ended" | "failed";

/** One question with its answer, as far as it is known. */
export type Turn = {
  key: string;
  userInput: string;
  model: ModelName;
  status: TurnStatus;
  runId: string | null;
  creditsQuoted: number | null;
  text: string;
  /** Milliseconds since 1970 by this browser's clock; null for what ran before this page was opened. */
  startedAt: number | null;
  /** True while the connection is being made again. */
  reconnecting: boolean;
  stopping: boolean;
  receipt: Receipt | null;
  error: ErrorBody | null;
};

export type Refusal = { status: number; error: ErrorBody; at: number };

export type Thread = { sessionId: string | null; turns: readonly Turn[] };

export type RunsState = Thread & {
  /** Why the last run was refused before it began; its input is back with its writer. */
  refusal: Refusal | null;
  /** The thread that was left because something in its setup changed. */
  left: (Thread & { because: "package" | "model" | "choice" }) | null;
  /** The one thing said aloud: starts and ends only. */
  announcement: string;
};

export type RunsAction =
  | { type: "submitted"; key: string; userInput: string; model: ModelName; at: number }
  | { type: "received"; key: string; event: RunEvent; end: number | null }
  | { type: "refused"; key: string; refusal: Refusal }
  | { type: "failed"; key: string; error: ErrorBody }
  | { type: "reconnecting"; key: string; value: boolean }
  | { type: "stopping"; key: string }
  | { type: "retried"; key: string; at: number }
  | { type: "refusal-settled" }
  | { type: "left"; because: "package" | "model" | "choice" }
  | { type: "returned" };

export const NO_RUNS: RunsState = { sessionId: null, turns: [], refusal: null, left: null, announcement: "" };

function newTurn(key: string, userInput: string, model: ModelName, at: number | null): Turn {
  return {
    key,
    userInput,
    model,
    status: "sending",
    runId: null,
    creditsQuoted: null,
    text: "",
    startedAt: at,
    reconnecting: false,
    stopping: false,
    receipt: null,
    error: null,
  };
}

/** A turn from a run that the server knows, running or ended. */
export function turnOfRun(userInput: string, run: RunState): Turn {
  const { status, error, ...receipt } = run;
  const known = { runId: run.runId, creditsQuoted: run.creditsQuoted, text: run.response };
  const turn = { ...newTurn(run.runId, userInput, run.model, null), ...known };
  if (status === "running") return { ...turn, status: run.response === "" ? "sending" : "streaming" };
  if (error !== null) return { ...turn, status: "failed", error };
  return { ...turn, status: "ended", receipt };
}

/** Text with a piece put where it ends; what is there twice after a reconnect counts once. */
function placeText(text: string, piece: string, end: number | null): string {
  if (end === null) return text + piece;
  const start = end - piece.length;
  return start > text.length ? text + piece : text.slice(0, Math.max(start, 0)) + piece;
}

function advance(turn: Turn, event: RunEvent, end: number | null): Turn {
  switch (event.type) {
    case "run":
      return {
        ...turn,
        runId: event.data.runId,
        model: event.data.model,
        creditsQuoted: event.data.creditsQuoted,
        reconnecting: false,
      };
    case "thinking":
      return turn.text === "" ? { ...turn, status: "thinking", reconnecting: false } : turn;
    case "delta":
      return { ...turn, status: "streaming", reconnecting: false, text: placeText(turn.text, event.data.text, end) };
    case "done":
      return {
        ...turn,
        status: "ended",
        reconnecting: false,
        stopping: false,
        text: event.data.response,
        receipt: event.data,
      };
    case "error":
      return { ...turn, status: "failed", reconnecting: false, stopping: false, error: event.data };
  }
}

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
  const next = change(state, action.key, (turn) => advance(turn, action.event, action.end));
  const sessionId = action.event.type === "run" ? action.event.data.sessionId : next.sessionId;
  return { ...next, sessionId, announcement: announce(before, action.event) ?? next.announcement };
}

/** The state of a thread of runs after one more thing happened. */
export function reduceRuns(state: RunsState, action: RunsAction): RunsState {
  switch (action.type) {
    case "submitted":
      return {
        ...state,
        turns: [...state.turns, newTurn(action.key, action.userInput, action.model, action.at)],
        refusal: null,
        announcement: "",
      };
    case "received":
      return receive(state, action);
    case "refused": {
      const turns = state.turns.filter((turn) => turn.key !== action.key);
      return { ...state, turns, refusal: action.refusal, announcement: action.refusal.error.message };
    }
    case "failed":
      return {
        ...change(state, action.key, (turn) => ({
          ...turn,
          status: "failed",
          reconnecting: false,
          error: action.error,
        })),
        announcement: action.error.message,
      };
    case "reconnecting":
      return change(state, action.key, (turn) => ({ ...turn, reconnecting: action.value }));
    case "stopping":
      return change(state, action.key, (turn) => ({ ...turn, stopping: true }));
    case "retried":
      return change(state, action.key, (turn) => newTurn(turn.key, turn.userInput, turn.model, action.at));
    case "refusal-settled":
      return { ...state, refusal: null };
    case "left": {
      const { sessionId, turns } = state;
      const left = turns.length === 0 ? state.left : { sessionId, turns, because: action.because };
      return { ...NO_RUNS, left };
    }
    case "returned":
      return state.left === null ? state : { ...NO_RUNS, sessionId: state.left.sessionId, turns: state.left.turns };
  }
}

export function isRunning(turn: Turn | undefined): boolean {
  return turn !== undefined && turn.status !== "ended" && turn.status !== "failed";
}

/** The run that the next turn follows: the newest that was answered. Null begins the session again. */
export function lastAnswered(turns: readonly Turn[]): string | null {
  return turns.findLast((turn) => turn.status === "ended")?.runId ?? null;
}
