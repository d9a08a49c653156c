import "server-only";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { requestContext } from "@/lib/telemetry/request-context.server";

export type StreamEvent = {
  event: { type: string; data: unknown };
  id?: string;
  /** What is sent, once somebody was sent it: several readers of one event share the work. */
  encoded?: Uint8Array;
};

const PING_MS = 15_000;
/** Longer than any run, and shorter than what platforms allow a response: a reader who stays comes again. */
const OVERTIME_SECONDS = 15;

const encoder = new TextEncoder();
const PING = encoder.encode(": ping\n\n");

function encode({ event, id }: StreamEvent): Uint8Array {
  const text = `event: ${event.type}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event.data)}\n\n`;
  return encoder.encode(text);
}

/**
 * What is sent of an event, encoded once for all its readers. An `error` is the body of a refusal: it names the request
 * that it answers, so each reader has its own.
 */
function bytesOf(one: StreamEvent, requestId: string | undefined): Uint8Array {
  const { type, data } = one.event;
  if (type === "error") return encode({ ...one, event: { type, data: { ...(data as object), requestId } } });
  one.encoded ??= encode(one);
  return one.encoded;
}

/** A reader: gone when the connection is, and `until` aborts then or when the stream has lasted long enough. */
type Reader = { gone: boolean; until: AbortController; end: () => void };

/**
 * Sends events as they come, with a comment every 15 s so that nothing between closes a quiet connection; a reader who
 * is slower than the events is waited for. The signal aborts when the reader leaves, or a little after the longest
 * run would have ended; the work behind the events is not this stream's to end.
 */
export function eventStream(
  follow: (signal: AbortSignal) => AsyncGenerator<StreamEvent>,
  headers: Record<string, string> = {},
): Response {
  let hasRoom = () => {};
  const until = new AbortController();
  const end = () => {
    until.abort();
    hasRoom();
  };
  const reader: Reader = { gone: false, until, end };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      void sendAll(controller, follow(reader.until.signal), reader, (then) => {
        hasRoom = then;
      });
    },
    pull: () => hasRoom(),
    cancel() {
      reader.gone = true;
      end();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
      ...headers,
    },
  });
}

async function sendAll(
  controller: ReadableStreamDefaultController<Uint8Array>,
  events: AsyncGenerator<StreamEvent>,
  reader: Reader,
  onRoom: (then: () => void) => void,
): Promise<void> {
  const send = (bytes: Uint8Array) => {
    if (reader.gone) return;
    try {
      controller.enqueue(bytes);
    } catch {
      // The connection went between two events; reading on would be for nobody.
      reader.gone = true;
      reader.until.abort();
    }
  };
  const ping = setInterval(() => send(PING), PING_MS);
  const limit = setTimeout(reader.end, (env().RUN_SECONDS_MAX + OVERTIME_SECONDS) * 1_000);
  const requestId = requestContext()?.requestId;
  try {
    for await (const event of events) {
      send(bytesOf(event, requestId));
      if (!reader.until.signal.aborted && controller.desiredSize !== null && controller.desiredSize <= 0) {
        await new Promise<void>(onRoom);
      }
    }
  } catch (error) {
    // Ends without a word: an `error` would say that the work behind the events failed, which nobody knows here.
    log.error({ err: error }, "event stream failed");
  } finally {
    clearInterval(ping);
    clearTimeout(limit);
    if (!reader.gone) controller.close();
  }
}
