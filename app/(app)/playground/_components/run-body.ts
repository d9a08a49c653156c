import type { Effort, ModelName } from "@/lib/models/models";
import type { RunRequest } from "@/lib/runs/run-request";
import type { Thread } from "./run-reducer";
import { lastAnswered, type Turn } from "./turn";

/** What was chosen beside the input. */
export type Choices = {
  packageId: string | null;
  packageVersion: string | null;
  model: ModelName;
  /** Null leaves it to the budget. */
  effort: Effort | null;
  /** Null lets the price rule choose the smallest that leaves room to answer. */
  budget: number | null;
  /** Null sends the package's usual files. */
  files: readonly string[] | null;
  fitHistory: boolean;
};

function chosenFields({ effort, budget, files, fitHistory }: Choices) {
  return {
    ...(effort === null ? {} : { effort }),
    ...(budget === null ? {} : { maxCredits: budget }),
    ...(files === null ? {} : { files: [...files] }),
    ...(fitHistory ? { fitHistory } : {}),
  };
}

/** The body of a run or of its estimate; null while there is nothing to run. */
export function runBody(choices: Choices, thread: Thread, userInput: string): RunRequest | null {
  const { packageId, packageVersion, model } = choices;
  if (userInput.trim() === "") return null;
  const chosen = chosenFields(choices);
  if (thread.sessionId !== null) {
    return { userInput, sessionId: thread.sessionId, parentRunId: lastAnswered(thread.turns), ...chosen };
  }
  if (packageId === null) return null;
  return { userInput, packageId, ...(packageVersion === null ? {} : { packageVersion }), model, ...chosen };
}

/** The body of a run beside an earlier one: the same question or another, in the same place of the thread. */
export function besideBody(
  choices: Choices,
  sessionId: string | null,
  turn: Turn,
  userInput: string,
): RunRequest | null {
  if (userInput.trim() === "" || sessionId === null) return null;
  return { userInput, sessionId, parentRunId: turn.parentRunId, ...chosenFields(choices) };
}
