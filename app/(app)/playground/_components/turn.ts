import type { Waiting } from "@/components/runs/stream/stream-run";
import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { Receipt, RunState } from "@/lib/runs/run";
import type { RunFeedback } from "@/lib/runs/run-feedback";
import type { TurnRun } from "@/lib/sessions/session";
import { promptOfRun, type TurnPrompt } from "./maker";

type TurnStatus = "sending" | "thinking" | "streaming" | "ended" | "failed";

/** One question with its answer, as far as it is known. */
export type Turn = {
  key: string;
  userInput: string;
  /** What it was made with, and stays: the next turn may have other ones. */
  prompt: TurnPrompt;
  model: ModelName;
  status: TurnStatus;
  runId: string | null;
  /** The answered run that this one follows; null begins the thread. */
  parentRunId: string | null;
  /** Runs that stand beside this one, oldest first, itself among them once it is known. */
  versions: readonly string[];
  /** The turns whose place this one was to take, from its own on: they stand again should it fail. */
  replaced: readonly Turn[];
  creditsQuoted: number | null;
  text: string;
  /** Older turns that the model did not get to read. */
  omittedTurns: number;
  /** Milliseconds since 1970 by this browser's clock; null for what ran before this page was opened. */
  startedAt: number | null;
  waiting: Waiting | null;
  stopping: boolean;
  receipt: Receipt | null;
  error: ErrorBody | null;
  /** When this page learnt of the failure, by the same clock; null when it came with the page. */
  failedAt: number | null;
  /** What the reader had said of it when it came with the page. */
  feedback: RunFeedback | null;
};

type NewTurn = Pick<Turn, "key" | "userInput" | "prompt" | "model" | "parentRunId" | "versions" | "startedAt"> &
  Partial<Pick<Turn, "omittedTurns" | "replaced">>;

/** A turn that is being sent, before the server knows it. */
export function newTurn(known: NewTurn): Turn {
  return {
    status: "sending",
    runId: null,
    replaced: [],
    creditsQuoted: null,
    text: "",
    omittedTurns: 0,
    waiting: null,
    stopping: false,
    receipt: null,
    error: null,
    failedAt: null,
    feedback: null,
    ...known,
  };
}

type ThreadRun = RunState &
  Pick<TurnRun, "packageRef" | "hasCustomPrompt" | "promptHash"> & {
    versions?: readonly string[];
    feedback?: RunFeedback | null;
  };

/** A turn from a run that the server knows, running or ended. */
export function turnOfRun(userInput: string, run: ThreadRun): Turn {
  const { status, error, versions = [run.runId], feedback = null, ...rest } = run;
  const { packageRef, hasCustomPrompt, promptHash, ...receipt } = rest;
  const { runId, model, parentRunId, creditsQuoted, omittedTurns } = run;
  const prompt = promptOfRun({ packageRef, hasCustomPrompt, promptHash });
  const turn = {
    ...newTurn({ key: runId, userInput, prompt, model, parentRunId, versions, startedAt: null }),
    ...{ runId, creditsQuoted, omittedTurns, feedback, text: run.response },
  };
  if (status === "running") return { ...turn, status: run.response === "" ? "sending" : "streaming" };
  if (error !== null) return { ...turn, status: "failed", error };
  return { ...turn, status: "ended", receipt };
}

/** Is its answer still to come, or coming? */
export function isRunning(turn: Turn | undefined): boolean {
  return turn !== undefined && turn.status !== "ended" && turn.status !== "failed";
}

/** The thread that a new turn goes on from: a try that failed at its end gives its place back to what stood there. */
export function standingTurns(turns: readonly Turn[]): readonly Turn[] {
  const last = turns.at(-1);
  return last?.status === "failed" && last.replaced.length > 0 ? [...turns.slice(0, -1), ...last.replaced] : turns;
}

/** The run that the next turn follows: the newest that was answered. Null begins the session again. */
export function lastAnswered(turns: readonly Turn[]): string | null {
  return standingTurns(turns).findLast((turn) => turn.status === "ended")?.runId ?? null;
}

/** What the thread's end was made with, which the next turn goes on with unless something else is chosen. */
export function lastMade(turns: readonly Turn[]): Turn | undefined {
  const standing = standingTurns(turns);
  return standing.findLast(({ status }) => status !== "failed") ?? standing.at(-1);
}
