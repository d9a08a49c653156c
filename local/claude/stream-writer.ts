import type { ServerResponse } from "node:http";
import { ApiError, errorBody } from "./errors";
import { type Ending, emptyMessage, type Generation, type Step, streamEvents } from "./generation";
import type { Ticker } from "./ticker";

/** Tokens a second (Infinity: as fast as the reader takes them) and milliseconds to the first. */
export type Pace = { tokensPerSecond: number; firstTokenMs: number };

export type Writing = {
  res: ServerResponse;
  generation: Generation;
  pace: Pace;
  requestId: string;
  /** Called just before the stand-in itself tears the connection, so that it is not taken for the client's doing. */
  onTear: () => void;
};

const STEPS_PER_WRITE = 256;
const PING_AFTER_MS = 10_000;
const NOTHING_DUE = { chunk: "", full: false, ending: null };
const BROKEN_EVENT =
  'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"te\n\n';

function frame(event: NonNullable<Step["event"]> | { type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function finishStream({ res, requestId, onTear }: Writing, ending: Ending, rest: string): void {
  if (ending === "hang") {
    if (rest) res.write(rest);
  } else if (ending === "cut") {
    onTear();
    res.write(rest || "\n", () => res.socket?.destroy());
  } else if (ending === "error") {
    res.end(rest + frame(errorBody(new ApiError(529, "Overloaded"), requestId)));
  } else {
    res.end(ending === "malformed" ? rest + BROKEN_EVENT : rest);
  }
}

/** Sends an answer as server-sent events at its pace, waiting when the reader is slower, until it ends or breaks. */
export function writeStream(writing: Writing, ticker: Ticker): void {
  const { res, generation, pace } = writing;
  const steps = streamEvents(generation);
  const startedAt = performance.now();
  let lastWriteAt = startedAt;
  let sentTokens = 0;
  let next = steps.next();
  let blocked = false;
  let finished = false;

  function allowedTokens(now: number): number {
    const sinceFirst = now - startedAt - pace.firstTokenMs;
    if (sinceFirst < 0) return 0;
    return pace.tokensPerSecond === Number.POSITIVE_INFINITY
      ? pace.tokensPerSecond
      : 1 + Math.floor((sinceFirst * pace.tokensPerSecond) / 1000);
  }

  /** The frames that are due, at most as many as one write carries; `ending` once there are no more. */
  function takeDue(allowed: number): { chunk: string; full: boolean; ending: Ending | null } {
    let chunk = "";
    for (let taken = 0; taken < STEPS_PER_WRITE; taken += 1) {
      if (next.done) return { chunk, full: false, ending: next.value };
      if (sentTokens + next.value.tokens > allowed) return { chunk, full: false, ending: null };
      sentTokens += next.value.tokens;
      if (next.value.event) chunk += frame(next.value.event);
      next = steps.next();
    }
    return { chunk, full: true, ending: null };
  }

  function send(chunk: string, now: number): void {
    lastWriteAt = now;
    blocked = !res.write(chunk);
  }

  function step(now: number): void {
    if (blocked || finished || res.destroyed) return;
    const allowed = allowedTokens(now);
    const { chunk, full, ending } = allowed > 0 ? takeDue(allowed) : NOTHING_DUE;
    if (ending) {
      finished = true;
      ticker.remove(step);
      finishStream(writing, ending, chunk);
      return;
    }
    if (chunk) send(chunk, now);
    else if (now - lastWriteAt > PING_AFTER_MS) send(frame({ type: "ping" }), now);
    // More is due than one write may carry: let other streams have their turn, then go on.
    if (full && !blocked) setImmediate(() => step(performance.now()));
  }

  res.on("drain", () => {
    blocked = false;
    step(performance.now());
  });
  res.on("close", () => ticker.remove(step));
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  res.write(frame({ type: "message_start", message: emptyMessage(generation) }));
  ticker.add(step);
  step(startedAt);
}
