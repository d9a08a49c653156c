import type { ModelName } from "@/lib/models/models";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import type { SessionTurn } from "@/lib/sessions/session";
import type { TurnPrompt } from "../_components/maker";
import { isRunning, newTurn, type Turn, turnOfRun } from "../_components/turn";

/** One lane's part of a turn. `laneKey` says in which column it stands; it outlives moves of the columns. */
export type LaneTurn = Turn & { laneKey: string };

/** One question with the answers of all lanes, in the order in which the server has them. */
export type ComparedTurn = {
  key: string;
  userInput: string;
  comparisonId: string | null;
  lanes: readonly LaneTurn[];
  pick: ComparisonPick | null;
};

export type NewLaneTurn = { laneKey: string; prompt: TurnPrompt; model: ModelName; parentRunId: string | null };

/** A turn that is being sent, before the server knows it. */
export function newComparedTurn(
  key: string,
  userInput: string,
  lanes: readonly NewLaneTurn[],
  startedAt: number,
): ComparedTurn {
  const toTurn = ({ laneKey, ...how }: NewLaneTurn, at: number): LaneTurn => ({
    ...newTurn({ key: `${key}:${at}`, userInput, startedAt, versions: [], ...how }),
    laneKey,
  });
  return { key, userInput, comparisonId: null, lanes: lanes.map(toTurn), pick: null };
}

/** Does any lane still write? */
export function isComparing(turn: ComparedTurn | undefined): boolean {
  return turn?.lanes.some(isRunning) ?? false;
}

/** Was every lane that still writes asked to stop? */
export function isStopping(turn: ComparedTurn | undefined): boolean {
  return turn?.lanes.every((lane) => lane.stopping || !isRunning(lane)) ?? false;
}

/** Does the thread already end in what was sent with this body? */
export function endsIn(turns: readonly ComparedTurn[], { userInput, lanes }: ComparisonRequest): boolean {
  const last = turns.at(-1);
  const parents = last?.lanes.map(({ parentRunId }) => parentRunId).join();
  return last?.userInput === userInput && parents === lanes.map(({ parentRunId = null }) => parentRunId).join();
}

/** Has it an answer that can be judged? One that was declined has none. */
export function isAnswered({ status, text, receipt }: Turn | LaneTurn): boolean {
  return status === "ended" && text !== "" && receipt?.stopReason !== "refusal";
}

/** The newest answer in a column, from which its next turn goes on; null begins it again. */
export function lastAnswerIn(turns: readonly ComparedTurn[], laneKey: string): string | null {
  const answers = turns.flatMap(({ lanes }) => lanes).filter((lane) => lane.laneKey === laneKey);
  return answers.findLast(({ status }) => status === "ended")?.runId ?? null;
}

/** The newest run that was answered in the thread, through which it is shared. */
export function lastAnsweredRun(turns: readonly ComparedTurn[]): string | null {
  const answered = turns.flatMap(({ lanes }) => lanes.find(({ status }) => status === "ended") ?? []);
  return answered.at(-1)?.runId ?? null;
}

/** A turn of a session as the server tells it, before it is known which columns its lanes stand in. */
function toComparedTurn({ userInput, comparisonId, runs, pick }: SessionTurn): ComparedTurn {
  const lanes = runs.map((run): LaneTurn => ({ ...turnOfRun(userInput, run), laneKey: "" }));
  return { key: comparisonId ?? runs[0]?.runId ?? "", userInput, comparisonId, lanes, pick };
}

/**
 * The turns of a session in columns: the newest turn's lanes stand in `laneKeys`, and what each goes on from stands
 * above it. A lane that nothing goes on from has its place where the turn has as many lanes, else a column of its own.
 */
export function comparedTurnsOf(turns: readonly SessionTurn[], laneKeys: readonly string[]): readonly ComparedTurn[] {
  const columns = new Map<string, string>();
  const placed: ComparedTurn[] = [];
  for (const turn of turns.map(toComparedTurn).reverse()) {
    const isWhole = turn.lanes.length === laneKeys.length;
    const lanes = turn.lanes.map((lane, at) => {
      const column = columns.get(lane.runId ?? "") ?? (isWhole ? laneKeys[at] : undefined) ?? `left-${lane.key}`;
      if (lane.parentRunId !== null) columns.set(lane.parentRunId, column);
      return { ...lane, laneKey: column };
    });
    placed.unshift({ ...turn, lanes });
  }
  return placed;
}
