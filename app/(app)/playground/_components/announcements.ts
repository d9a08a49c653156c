import { formatCredits } from "@/lib/credits/credits";
import type { ErrorBody } from "@/lib/errors";
import type { Receipt } from "@/lib/runs/run";

function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

/** What is said aloud when a run has ended. */
export function announceEnd({ stopReason, response, creditsSpent }: Receipt): string {
  const cost = formatCredits(creditsSpent);
  if (stopReason === "refusal") return `The model declined to answer, ${cost}`;
  const words = countWords(response);
  const length = `${words} ${words === 1 ? "word" : "words"}`;
  if (stopReason === "stopped") return `Stopped, ${length}, ${cost}`;
  if (stopReason === "max_tokens") return `The budget ended the answer, ${length}, ${cost}`;
  return `Answer finished, ${length}, ${cost}`;
}

export function announceFailure({ message }: ErrorBody): string {
  return `Failed. ${message}`;
}
