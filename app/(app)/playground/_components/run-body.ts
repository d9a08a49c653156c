import type { Effort, ModelName } from "@/lib/models/models";
import type { RunRequest } from "@/lib/runs/run-request";
import { lastAnswered, type Thread } from "./run-reducer";

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
};

/** The body of a run or of its estimate; null while there is nothing to run. */
export function runBody(choices: Choices, thread: Thread, userInput: string): RunRequest | null {
  const { packageId, packageVersion, model, effort, budget, files } = choices;
  if (userInput.trim() === "") return null;
  const chosen = {
    ...(effort === null ? {} : { effort }),
    ...(budget === null ? {} : { maxCredits: budget }),
    ...(files === null ? {} : { files: [...files] }),
  };
  if (thread.sessionId !== null) {
    return { userInput, sessionId: thread.sessionId, parentRunId: lastAnswered(thread.turns), ...chosen };
  }
  if (packageId === null) return null;
  return { userInput, packageId, ...(packageVersion === null ? {} : { packageVersion }), model, ...chosen };
}
