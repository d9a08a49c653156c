import { type Change, changesBetween, type Maker } from "./maker";
import { nextMaker } from "./run-body";
import type { Thread } from "./run-reducer";
import { choicesOf, type Setup } from "./setup";
import { lastMade } from "./turn";

/** What changes with a thread's next turn, and what the one before was made with. */
export type Seam = { changes: readonly Change[]; before: Maker };

/** How the next turn of a thread would differ in its making from the one that it follows; null when it would not. */
export function seamBetween(setup: Setup, thread: Thread): Seam | null {
  const [before, after] = [lastMade(thread.turns), nextMaker(choicesOf(setup), thread)];
  if (before === undefined || after === null || thread.sessionId === null) return null;
  const changes = changesBetween(before, after);
  return changes.length === 0 ? null : { changes, before };
}
