import type { RunEvent } from "@/lib/runs/run";
import type { SseMessage } from "./sse-parser";

/** An event with, for a delta, the length of the run's text up to its end. */
export type PlacedEvent = { event: RunEvent; end: number | null };

const TYPES: ReadonlySet<string> = new Set(["run", "thinking", "delta", "done", "error"]);

/** A message of our stream as an event; null for kinds that this page does not know and for broken data. */
export function readRunEvent(message: SseMessage): PlacedEvent | null {
  if (!TYPES.has(message.event)) return null;
  try {
    const event = { type: message.event, data: JSON.parse(message.data) } as RunEvent;
    const end = event.type === "delta" && /^\d+$/.test(message.id) ? Number(message.id) : null;
    return { event, end };
  } catch {
    return null;
  }
}
