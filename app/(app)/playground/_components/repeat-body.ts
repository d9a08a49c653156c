import type { RunRequest } from "@/lib/runs/run-request";
import { makerFields } from "./maker";
import type { Turn } from "./turn";

/**
 * The body of a request that makes a turn again, in the same place of its thread. What begins a thread begins a new one,
 * but for a prompt of somebody's own whose text is not known here: the server has it from the session.
 */
export function repeatBody(turn: Turn, sessionId: string | null): RunRequest | null {
  const { userInput, parentRunId, creditsQuoted, prompt } = turn;
  const made = { ...makerFields(turn), ...(creditsQuoted === null ? {} : { maxCredits: creditsQuoted }) };
  const isUnnamed = prompt.kind === "custom" && made.customPrompt === undefined;
  if (parentRunId === null && !isUnnamed) return { ...made, userInput };
  if (sessionId === null) return null;
  return { ...made, userInput, sessionId, parentRunId, seam: true };
}
