import type { PlacedEvent } from "./read-run-event";

/** New text is shown this often: often enough to read along, seldom enough to leave the page free. */
const BATCH_MS = 50;

/**
 * Gathers deltas for a moment, so that many small ones draw once. Everything else goes through at once, in order.
 * Nothing goes through any more after `signal` aborted: whoever connects next asks for it again.
 */
export function createDeltaBatcher(deliver: (placed: PlacedEvent) => void, signal: AbortSignal) {
  let waiting: { text: string; end: number | null; lane: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === null || signal.aborted) return;
    const { text, end, lane } = waiting;
    waiting = null;
    deliver({ event: { type: "delta", data: { lane, text } }, end });
  };

  const push = ({ event, end }: PlacedEvent) => {
    if (event.type !== "delta") {
      flush();
      deliver({ event, end });
      return;
    }
    waiting = joined(waiting, event.data, end);
    timer ??= setTimeout(flush, BATCH_MS);
  };

  return { push, flush };
}

type Piece = { text: string; end: number | null; lane: number };

/** Two pieces as one. A piece that begins inside the first, as after a new connection, adds only what is new. */
function joined(first: Piece | null, { text, lane }: { text: string; lane: number }, end: number | null): Piece {
  if (first === null) return { text, end, lane };
  if (end === null || first.end === null) return { text: first.text + text, end, lane };
  const overlap = Math.max(0, first.end - (end - text.length));
  return overlap >= text.length ? first : { text: first.text + text.slice(overlap), end, lane };
}
