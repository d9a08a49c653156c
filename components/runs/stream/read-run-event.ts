import type { RunEvent } from "@/lib/runs/run";
import type { SseMessage } from "./sse-parser";

/** An event with, for a delta, the length of its run's text up to its end. */
export type PlacedEvent = { event: RunEvent; end: number | null };

const TYPES: ReadonlySet<string> = new Set(["run", "thinking", "delta", "done", "error"]);

/** A comparison's ids have the positions of all its lanes. */
function endOf(id: string, lane: number): number | null {
  const positions = id.split(",");
  const position = (positions.length === 1 ? positions[0] : positions[lane]) ?? "";
  return /^\d+$/.test(position) ? Number(position) : null;
}

/** A message of our stream as an event; null for kinds that this page does not know and for broken data. */
export function readRunEvent(message: SseMessage): PlacedEvent | null {
  if (!TYPES.has(message.event)) return null;
  try {
    const event = { type: message.event, data: JSON.parse(message.data) } as RunEvent;
    return { event, end: event.type === "delta" ? endOf(message.id, event.data.lane) : null };
  } catch {
    return null;
  }
}
