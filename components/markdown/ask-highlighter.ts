import type { ColouredLine } from "./highlight";

type Answer = { id: number; lines: ColouredLine[] | null };
type Waiting = (lines: ColouredLine[] | null) => void;

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let lastId = 0;

/** The one worker, made on first need. When it cannot run, code stays plain: colours are no reason to fail. */
function highlighter(): Worker {
  if (worker !== undefined) return worker;
  worker = new Worker(new URL("./highlight-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data.lines);
    waiting.delete(data.id);
  };
  worker.onerror = () => {
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  };
  return worker;
}

/** Asks for the coloured lines of some code; null when they cannot be had. */
export function askHighlighter(code: string, language: string): Promise<ColouredLine[] | null> {
  return new Promise((resolve) => {
    lastId += 1;
    waiting.set(lastId, resolve);
    highlighter().postMessage({ id: lastId, code, language });
  });
}
