import type { Waiting } from "@/components/runs/stream/stream-run";
import type { ErrorBody } from "@/lib/errors";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { RunEvent } from "@/lib/runs/run";
import { advanceTurn } from "../_components/advance-turn";
import { announceEnd, announceFailure } from "../_components/announcements";
import type { Refusal } from "../_components/run-reducer";
import { isRunning, newTurn } from "../_components/turn";
import { type ComparedTurn, isComparing, type LaneTurn, type NewLaneTurn, newComparedTurn } from "./compared-turn";

export type CompareState = {
  sessionId: string | null;
  turns: readonly ComparedTurn[];
  /** Why the last comparison or try was refused before it began. */
  refusal: Refusal | null;
  /** The one thing said aloud: ends, and that all have ended. */
  announcement: string;
};

export type CompareAction =
  | { type: "submitted"; key: string; userInput: string; lanes: readonly NewLaneTurn[]; at: number }
  | { type: "received"; key: string; event: RunEvent; end: number | null; at: number }
  | { type: "refused"; key: string; refusal: Refusal }
  /** Nothing more is heard of the lanes that have not ended; of one, where it is named. */
  | { type: "failed"; key: string; lane: number | null; error: ErrorBody; at: number }
  | { type: "waiting"; key: string; value: Waiting | null }
  | { type: "stopping"; key: string; lane: number; value: boolean }
  | { type: "retried"; key: string; lane: number; at: number }
  | { type: "retry-refused"; key: string; lane: number; before: LaneTurn; refusal: Refusal }
  | { type: "rejoined"; key: string }
  | { type: "picked"; key: string; pick: ComparisonPick | null }
  | { type: "told"; sessionId: string; turns: readonly ComparedTurn[] }
  | { type: "withdrawn"; key: string }
  | { type: "refusal-settled" }
  | { type: "cleared" };

export const NO_COMPARISON: CompareState = { sessionId: null, turns: [], refusal: null, announcement: "" };

function change(state: CompareState, key: string, update: (turn: ComparedTurn) => ComparedTurn): CompareState {
  return { ...state, turns: state.turns.map((turn) => (turn.key === key ? update(turn) : turn)) };
}

type LaneChange = (lane: LaneTurn, at: number) => LaneTurn;

function changeLanes(state: CompareState, key: string, update: LaneChange): CompareState {
  return change(state, key, (turn) => ({ ...turn, lanes: turn.lanes.map(update) }));
}

const withoutTurn = (state: CompareState, key: string): CompareState => ({
  ...state,
  turns: state.turns.filter((turn) => turn.key !== key),
});

/** What is said aloud of a lane: its end, and with the last one's that all have ended. */
function announce(turn: ComparedTurn, event: RunEvent): string | null {
  if (event.type !== "done" && event.type !== "error") return null;
  const words = event.type === "done" ? announceEnd(event.data) : announceFailure(event.data);
  const all = isComparing(turn) || turn.lanes.length === 1 ? "" : ". All have ended";
  return `Answer ${event.data.lane + 1}: ${words}${all}`;
}

function receive(state: CompareState, { key, event, end, at }: Extract<CompareAction, { type: "received" }>) {
  const { lane } = event.data;
  const before = state.turns.find((turn) => turn.key === key)?.lanes[lane];
  // What a rejoined stream says again of a lane that has ended is known.
  if (before === undefined || !isRunning(before)) return state;
  const next = changeLanes(state, key, (each, index) =>
    index === lane ? { ...each, ...advanceTurn(each, event, end, at) } : each,
  );
  const turn = next.turns.find((each) => each.key === key);
  const announcement = (turn === undefined ? null : announce(turn, event)) ?? next.announcement;
  if (event.type !== "run") return { ...next, announcement };
  const { sessionId, comparisonId } = event.data;
  return { ...change(next, key, (each) => ({ ...each, comparisonId })), sessionId };
}

const failedWith = (error: ErrorBody, failedAt: number) =>
  ({ status: "failed", waiting: null, stopping: false, error, failedAt }) as const;

/** The state of a thread of comparisons after one more thing happened. */
export function reduceComparison(state: CompareState, action: CompareAction): CompareState {
  switch (action.type) {
    case "submitted": {
      const turn = newComparedTurn(action.key, action.userInput, action.lanes, action.at);
      return { ...state, turns: [...state.turns, turn], refusal: null, announcement: "" };
    }
    case "received":
      return receive(state, action);
    case "refused": {
      const { refusal } = action;
      return { ...withoutTurn(state, action.key), refusal, announcement: refusal.error.message };
    }
    case "withdrawn":
      return { ...withoutTurn(state, action.key), announcement: "Not started" };
    case "failed": {
      const { error, at } = action;
      const isMeant = (lane: LaneTurn, index: number) =>
        action.lane === null ? isRunning(lane) : index === action.lane;
      const next = changeLanes(state, action.key, (lane, index) =>
        isMeant(lane, index) ? { ...lane, ...failedWith(error, at) } : lane,
      );
      return { ...next, announcement: announceFailure(error) };
    }
    case "waiting":
      return changeLanes(state, action.key, (lane) => (isRunning(lane) ? { ...lane, waiting: action.value } : lane));
    case "stopping":
      return changeLanes(state, action.key, (lane, at) =>
        at === action.lane ? { ...lane, stopping: action.value } : lane,
      );
    case "retried": {
      const next = changeLanes(state, action.key, (lane, at) =>
        at === action.lane ? { ...lane, ...newTurn({ ...pickMade(lane), startedAt: action.at }) } : lane,
      );
      return { ...next, refusal: null, announcement: "" };
    }
    case "retry-refused": {
      const { before, refusal } = action;
      const next = changeLanes(state, action.key, (lane, at) => (at === action.lane ? before : lane));
      return { ...next, refusal, announcement: refusal.error.message };
    }
    case "rejoined":
      return changeLanes(state, action.key, (lane) =>
        lane.error?.["unseen"] === true
          ? { ...lane, status: lane.text === "" ? "sending" : "streaming", error: null, failedAt: null }
          : lane,
      );
    case "picked":
      return change(state, action.key, (turn) => ({ ...turn, pick: action.pick }));
    case "told":
      // Whatever was begun here meanwhile is newer than what was told.
      if (state.sessionId !== action.sessionId || isComparing(state.turns.at(-1))) return state;
      return { ...state, turns: action.turns };
    case "refusal-settled":
      return { ...state, refusal: null };
    case "cleared":
      return NO_COMPARISON;
  }
}

function pickMade({ key, userInput, prompt, model, parentRunId, omittedTurns }: LaneTurn) {
  return { key, userInput, prompt, model, parentRunId, omittedTurns, versions: [] };
}
