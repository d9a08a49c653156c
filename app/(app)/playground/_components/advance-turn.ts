import type { RunEvent } from "@/lib/runs/run";
import type { Turn } from "./turn";

/** Text with a piece put where it ends. What is there already counts once; a piece behind a gap is left out. */
function placeText(text: string, piece: string, end: number | null): string {
  if (end === null) return text + piece;
  const start = end - piece.length;
  return end <= text.length || start > text.length ? text : text.slice(0, Math.max(start, 0)) + piece;
}

/** A turn after one more event of its run. `end`: of a delta, the length of the text up to its end; `at`: the page's time. */
export function advanceTurn(turn: Turn, event: RunEvent, end: number | null, at: number): Turn {
  const known = { ...turn, waiting: null };
  switch (event.type) {
    case "run": {
      const { runId, model, creditsQuoted } = event.data;
      const versions = turn.versions.includes(runId) ? turn.versions : [...turn.versions, runId];
      return { ...known, runId, model, creditsQuoted, versions };
    }
    case "thinking":
      return turn.text === "" ? { ...known, status: "thinking" } : known;
    case "delta":
      return { ...known, status: "streaming", text: placeText(turn.text, event.data.text, end) };
    case "done": {
      const { response: text, omittedTurns } = event.data;
      return { ...known, status: "ended", stopping: false, text, omittedTurns, receipt: event.data };
    }
    case "error":
      return { ...known, status: "failed", stopping: false, error: event.data, failedAt: at };
  }
}
