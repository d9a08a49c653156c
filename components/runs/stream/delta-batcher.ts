import type { PlacedEvent } from "./read-run-event";

/** New text is shown this often: often enough to read along, seldom enough to leave the page free. */
const BATCH_MS = 50;

/**
 * Gathers deltas for a moment, so that many small ones draw once. Everything else goes through at once, in order.
 * Nothing goes through any more after `signal` aborted: whoever connects next asks for it again.
 */
export function createDeltaBatcher(deliver: (placed: PlacedEvent) => void, signal: AbortSignal) {
  const waiting = new Map<number, Piece>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (signal.aborted) return;
    const pieces = [...waiting];
    waiting.clear();
    for (const [lane, { text, end }] of pieces) deliver({ event: { type: "delta", data: { lane, text } }, end });
  };

  const push = ({ event, end }: PlacedEvent) => {
    if (event.type !== "delta") {
      flush();
      deliver({ event, end });
      return;
    }
    const { lane, text } = event.data;
    waiting.set(lane, joined(waiting.get(lane), { text, end }));
    timer ??= setTimeout(flush, BATCH_MS);
  };

  return { push, flush };
}

type Piece = { text: string; end: number | null };

/** Two pieces as one. A piece that begins inside the first, as after a new connection, adds only what is new. */
function joined(first: Piece | undefined, { text, end }: Piece): Piece {
  if (first === undefined) return { text, end };
  if (end === null || first.end === null) return { text: first.text + text, end };
  const overlap = Math.max(0, first.end - (end - text.length));
  return overlap >= text.length ? first : { text: first.text + text.slice(overlap), end };
}
