import type { SharedTurn } from "@/lib/sessions/shared-session";

/** What a turn's lane answered; null where it has no such lane, and undefined where nothing of turns above is wanted. */
export function answerIn(turn: SharedTurn | null | undefined, lane: number): string | null | undefined {
  return turn?.runs.find((run) => run.lane === lane)?.response ?? (turn === undefined ? undefined : null);
}
