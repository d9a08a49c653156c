import type { SharedRun, SharedTurn } from "@/lib/sessions/shared-session";

const setupOf = ({ prompt, model }: SharedRun) => JSON.stringify([prompt, model]);

/** Was the turn asked with what the one before it was asked with? Nothing is alike before the first. */
export function isAskedAlike(turn: SharedTurn, before: SharedTurn | undefined): boolean {
  const [now, then] = [turn.runs[0], before?.runs[0]];
  return now !== undefined && then !== undefined && setupOf(now) === setupOf(then);
}

/** How many answers stand beside one another at most. */
export function widestTurn(turns: readonly SharedTurn[]): number {
  return Math.max(1, ...turns.map(({ runs }) => runs.length));
}
