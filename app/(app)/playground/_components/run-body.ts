import type { Effort } from "@/lib/models/models";
import type { RunRequest } from "@/lib/runs/run-request";
import { type Maker, makerFields, type TurnPrompt } from "./maker";
import type { Thread } from "./run-reducer";
import { lastAnswered, lastMade, type Turn } from "./turn";

/** What was chosen beside the input. */
export type Choices = Pick<Maker, "model"> & {
  /** Null where no package is chosen: a thread goes on with what it has. */
  prompt: TurnPrompt | null;
  /** Null leaves it to the budget. */
  effort: Effort | null;
  /** Null lets the price rule choose the smallest that leaves room to answer. */
  budget: number | null;
  /** Null sends the package's usual files. */
  files: readonly string[] | null;
  fitHistory: boolean;
  /** What the package suggests to ask: a run of it as it stands is counted. */
  suggestions?: readonly { id: string; input: string }[];
};

function chosenFields({ effort, budget, files, fitHistory }: Choices) {
  return {
    ...(effort === null ? {} : { effort }),
    ...(budget === null ? {} : { maxCredits: budget }),
    ...(files === null ? {} : { files: [...files] }),
    ...(fitHistory ? { fitHistory } : {}),
  };
}

function suggestedField({ suggestions = [] }: Choices, userInput: string) {
  const suggestion = suggestions.find(({ input }) => input === userInput);
  return suggestion === undefined ? {} : { suggestedInputId: suggestion.id };
}

/** What a next turn would be made with; null while there is nothing to make it with. */
export function nextMaker({ prompt, model }: Pick<Choices, "prompt" | "model">, { turns }: Thread): Maker | null {
  const next = prompt ?? lastMade(turns)?.prompt ?? null;
  return next === null ? null : { prompt: next, model };
}

/**
 * In a thread a run always names what it is made with, and wants the seam: what the server would fill in comes from the
 * session's newest run, which may stand on another branch than the one on screen.
 */
function inThread(maker: Maker) {
  return { ...makerFields(maker), seam: true };
}

/** The body of a run or of its estimate; null while there is nothing to run. */
export function runBody(choices: Choices, thread: Thread, userInput: string): RunRequest | null {
  const maker = nextMaker(choices, thread);
  if (userInput.trim() === "" || maker === null) return null;
  const chosen = { ...chosenFields(choices), ...suggestedField(choices, userInput) };
  const { sessionId, turns } = thread;
  if (sessionId === null) return { userInput, ...makerFields(maker), ...chosen };
  return { userInput, sessionId, parentRunId: lastAnswered(turns), ...inThread(maker), ...chosen };
}

/** The body of a run beside an earlier one: the same question or another, in the same place, made with the same. */
export function besideBody(
  choices: Choices,
  sessionId: string | null,
  turn: Turn,
  userInput: string,
): RunRequest | null {
  if (userInput.trim() === "" || sessionId === null) return null;
  return { userInput, sessionId, parentRunId: turn.parentRunId, ...inThread(turn), ...chosenFields(choices) };
}
