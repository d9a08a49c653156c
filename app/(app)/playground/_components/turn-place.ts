import type { Turn } from "./turn";

const PREFIX = "turn-";

/** The id of a turn's element, and the end of a link to it. */
export function turnPlace({ runId, key }: Pick<Turn, "runId" | "key">): string {
  return PREFIX + (runId ?? key);
}

/** The path of a link that opens a thread on the branch of a run, at its turn. */
export function turnPath(sessionId: string, runId: string): string {
  return `/playground?session=${sessionId}&run=${runId}#${PREFIX}${runId}`;
}

/** Brings a turn to the top of its column and the keyboard into it; nothing when it is not there. */
export function showTurn(place: string): void {
  const turn = place.startsWith(PREFIX) ? document.getElementById(place) : null;
  turn?.scrollIntoView({ block: "start" });
  turn?.focus({ preventScroll: true });
}

/** The number of the turn that is being read: the last that begins in the upper part of the window; 0 before any. */
export function turnInView(): number {
  const turns = [...document.querySelectorAll("article[id]")];
  return turns.findLastIndex((turn) => turn.getBoundingClientRect().top < window.innerHeight / 2) + 1;
}
