import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import type { ComparedTurn, NewLaneTurn } from "./compared-turn";
import { lastAnswerIn } from "./compared-turn";
import { isRunnable, type Lane, laneFields, promptOfLane } from "./lane";

type Thread = { sessionId: string | null; turns: readonly ComparedTurn[] };

/** What each lane's next turn is made with, and the answer that it goes on from. */
export function nextLanes(lanes: readonly Lane[], { turns }: Thread): NewLaneTurn[] {
  return lanes.map((lane) => ({
    laneKey: lane.key,
    prompt: promptOfLane(lane),
    model: lane.model,
    parentRunId: lastAnswerIn(turns, lane.key),
  }));
}

/** The suggested input, of any lane's package, that is asked as its author wrote it. */
function suggestedInputId(lanes: readonly Lane[], userInput: string): string | undefined {
  const suggestions = lanes.flatMap(({ prompt }) => (prompt.kind === "package" ? prompt.item.suggestedInputs : []));
  return suggestions.find(({ input }) => input === userInput)?.id;
}

/** The body of a comparison or of its estimate; null while there is nothing to run. */
export function comparisonBody(
  lanes: readonly Lane[],
  budget: number | null,
  thread: Thread,
  userInput: string,
): ComparisonRequest | null {
  const { sessionId, turns } = thread;
  if (userInput.trim() === "" || !lanes.every((lane) => isRunnable(lane, sessionId !== null))) return null;
  const named = lanes.map((lane) => ({
    ...laneFields(lane),
    ...(sessionId === null ? {} : { parentRunId: lastAnswerIn(turns, lane.key) }),
  }));
  const suggested = suggestedInputId(lanes, userInput);
  return {
    lanes: named,
    userInput,
    ...(suggested === undefined ? {} : { suggestedInputId: suggested }),
    ...(sessionId === null ? {} : { sessionId }),
    ...(budget === null ? {} : { maxCredits: budget }),
  };
}
