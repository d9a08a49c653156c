import type { PlacedEvent } from "@/components/runs/stream/read-run-event";
import type { Waiting } from "@/components/runs/stream/stream-run";
import type { ErrorBody } from "@/lib/errors";
import type { Estimate, Receipt } from "@/lib/runs/run";
import type { SharedTurn } from "@/lib/sessions/shared-session";

/** What is run again, the hidden session that it is run in, and what it can cost. */
export type Prepared = { turn: SharedTurn; sessionId: string; estimate: Estimate };

export type AgainState =
  | { step: "preparing" }
  /** Nothing could be prepared: what was said, to be tried once more. */
  | { step: "unprepared"; error: ErrorBody }
  /** With its price, before it is run; `error` is why the last try was refused or failed. */
  | ({ step: "offered"; error: ErrorBody | null } & Prepared)
  | ({ step: "running"; text: string; runId: string | null; waiting: Waiting | null; stopping: boolean } & Prepared)
  | ({ step: "done"; receipt: Receipt } & Prepared);

export type AgainAction =
  | { type: "asked" }
  | { type: "prepared"; prepared: Prepared }
  | { type: "unprepared"; error: ErrorBody }
  | { type: "started" }
  | { type: "received"; placed: PlacedEvent }
  | { type: "waiting"; value: Waiting | null }
  | { type: "stopping" }
  | { type: "refused"; error: ErrorBody };

const preparedOf = ({ turn, sessionId, estimate }: Prepared): Prepared => ({ turn, sessionId, estimate });

function receive(state: Extract<AgainState, { step: "running" }>, { event, end }: PlacedEvent): AgainState {
  switch (event.type) {
    case "run":
      return { ...state, runId: event.data.runId, waiting: null };
    case "thinking":
      return state;
    case "delta": {
      const { text } = event.data;
      // After a new connection a piece may begin inside what is there already.
      const start = end === null ? state.text.length : end - text.length;
      return { ...state, waiting: null, text: state.text.slice(0, start) + text };
    }
    case "done":
      return { step: "done", receipt: event.data, ...preparedOf(state) };
    case "error":
      return { step: "offered", error: event.data, ...preparedOf(state) };
  }
}

/** How running a shared turn again stands after one more thing happened. */
export function reduceAgain(state: AgainState, action: AgainAction): AgainState {
  switch (action.type) {
    case "asked":
      return { step: "preparing" };
    case "prepared":
      return { step: "offered", error: null, ...action.prepared };
    case "unprepared":
      return { step: "unprepared", error: action.error };
    case "started":
      if (state.step !== "offered") return state;
      return { step: "running", text: "", runId: null, waiting: null, stopping: false, ...preparedOf(state) };
    case "received":
      return state.step === "running" ? receive(state, action.placed) : state;
    case "waiting":
      return state.step === "running" ? { ...state, waiting: action.value } : state;
    case "stopping":
      return state.step === "running" ? { ...state, stopping: true } : state;
    case "refused":
      return state.step === "running" ? { step: "offered", error: action.error, ...preparedOf(state) } : state;
  }
}
