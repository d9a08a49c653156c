import { openFence } from "./open-fence";
import type { Turn } from "./turn";

/** What is asked of the model to go on after a budget ended its text. It is never shown as somebody's words. */
export const CONTINUE_INPUT = "Continue exactly where you stopped. Do not repeat what is already there.";

/** Did the budget end the text, so that it can go on? */
export function isCutByBudget(turn: Turn | undefined): boolean {
  return turn?.receipt?.stopReason === "max_tokens" && turn.text !== "";
}

function isContinuation(turns: readonly Turn[], at: number): boolean {
  return turns[at]?.userInput === CONTINUE_INPUT && isCutByBudget(turns[at - 1]);
}

/** How a turn stands in an answer of several parts. */
export type Part = {
  /** The text of the parts before it; null when it is no continuation. */
  prior: string | null;
  /** Does another part follow? */
  continued: boolean;
};

/** The place of the turn with which the answer begins that this one is a part of. */
export function firstPart(turns: readonly Turn[], at: number): number {
  let first = at;
  while (isContinuation(turns, first)) first -= 1;
  return first;
}

/** The key of the turn whose question an answer belongs to: what is collapsed is collapsed with it. */
export function firstKey(turns: readonly Turn[], turn: Turn): string {
  return turns[firstPart(turns, turns.indexOf(turn))]?.key ?? turn.key;
}

/** What stands before and behind a turn in the answer that it is a part of. */
export function partOf(turns: readonly Turn[], at: number): Part {
  const first = firstPart(turns, at);
  const prior = turns.slice(first, at).map(({ text }) => text);
  return { prior: first === at ? null : prior.join(""), continued: isContinuation(turns, at + 1) };
}

/** The whole answer above the one that a turn belongs to, with all its parts; null where there is none. */
export function answerAbove(turns: readonly Turn[], at: number): string | null {
  const end = firstPart(turns, at);
  if (end === 0) return null;
  const above = turns.slice(firstPart(turns, end - 1), end).map(({ text }) => text);
  return above.join("");
}

/** A part's text as it is drawn: code that began in an earlier part is code here too. */
export function readablePart(prior: string | null, text: string): string {
  const fence = prior === null || text === "" ? null : openFence(prior);
  return fence === null ? text : `${fence}\n${text}`;
}
