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

/** What comes near the window with a turn has its real height only after it was drawn. */
const SETTLING_FRAMES = 12;

function align(turn: HTMLElement, framesLeft: number): void {
  turn.scrollIntoView({ block: "start" });
  if (framesLeft > 0) requestAnimationFrame(() => align(turn, framesLeft - 1));
}

/** Brings a turn to the top of its column, and the keyboard into it unless something is being written. */
export function showTurn(place: string): void {
  const turn = place.startsWith(PREFIX) ? document.getElementById(place) : null;
  if (turn === null) return;
  if (!(document.activeElement instanceof HTMLTextAreaElement)) turn.focus({ preventScroll: true });
  align(turn, SETTLING_FRAMES);
}

/** The number of the turn that is being read: the last that begins in the upper part of the window; 0 before any. */
export function turnInView(): number {
  const turns = [...document.querySelectorAll("article[id]")];
  return turns.findLastIndex((turn) => turn.getBoundingClientRect().top < window.innerHeight / 2) + 1;
}
