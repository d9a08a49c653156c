import { createSseParser } from "@/components/runs/stream/sse-parser";
import type { Receipt, RunEvent } from "@/lib/runs/run";

type RunEnd = Extract<RunEvent, { type: "done" | "error" }>;

/** What one reader has of a run, over any number of connections. */
export type Reading = {
  runId: string | null;
  text: string;
  end: RunEnd | null;
  /** Text that did not join what was there: a gap, or something twice. */
  faults: string[];
  /** Errors that named no run: a connection told of its own trouble, and the run went on. */
  strayErrors: number;
};

export const newReading = (): Reading => ({ runId: null, text: "", end: null, faults: [], strayErrors: 0 });

function take(reading: Reading, event: string, id: string, data: unknown): void {
  if (event === "run") reading.runId = (data as { runId: string }).runId;
  if (event === "delta") {
    reading.text += (data as { text: string }).text;
    if (Number(id) !== reading.text.length) reading.faults.push(`delta ${id} ends at ${reading.text.length}`);
  }
  if (event === "done") reading.end = { type: "done", data: data as Receipt };
  if (event !== "error") return;
  if ((data as { runId?: string }).runId === undefined) reading.strayErrors += 1;
  else reading.end = { type: "error", data: data as Extract<RunEvent, { type: "error" }>["data"] };
}

/** Takes the events of one connection into the reading until it ends. Throws when the connection breaks. */
export async function readEvents(response: Response, reading: Reading, onEvent?: () => void): Promise<void> {
  const parse = createSseParser();
  const decoder = new TextDecoder();
  for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    for (const { event, id, data } of parse(decoder.decode(bytes, { stream: true }))) {
      take(reading, event, id, JSON.parse(data));
      onEvent?.();
    }
  }
}

/** One more connection to a run's events, from where the reading ends. Answers the HTTP status. */
export async function resumeReading(
  url: string,
  { token, reading, signal }: { token: string; reading: Reading; signal: AbortSignal },
): Promise<number> {
  const response = await fetch(`${url}/api/v1/playground/runs/${reading.runId}/events`, {
    headers: { authorization: `Bearer ${token}`, "last-event-id": String(reading.text.length) },
    signal,
  });
  if (response.ok) await readEvents(response, reading);
  else await response.arrayBuffer();
  return response.status;
}
