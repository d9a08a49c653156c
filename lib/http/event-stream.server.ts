import "server-only";
import { AppError, toAppError } from "@/lib/errors";
import { log } from "@/lib/log.server";

export type StreamEvent = { event: { type: string; data: unknown }; id?: string };

const PING_MS = 15_000;

function encode({ event, id }: StreamEvent): string {
  return `event: ${event.type}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(event.data)}\n\n`;
}

/**
 * Sends events as they come, with a comment every 15 s so that nothing between closes a quiet connection. When the
 * reader leaves, `abort` is called; the work behind the events is not this stream's to end.
 */
export function eventStream(
  follow: (signal: AbortSignal) => AsyncGenerator<StreamEvent>,
  headers: Record<string, string> = {},
): Response {
  const left = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (left.signal.aborted) return;
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          // The connection went between two events; reading on would be for nobody.
          left.abort();
        }
      };
      const ping = setInterval(() => send(": ping\n\n"), PING_MS);
      try {
        for await (const event of follow(left.signal)) send(encode(event));
      } catch (error) {
        log.error({ err: error }, "event stream failed");
        const data = toAppError(new AppError("internal", { cause: error })).toBody();
        send(encode({ event: { type: "error", data } }));
      } finally {
        clearInterval(ping);
        if (!left.signal.aborted) controller.close();
      }
    },
    cancel: () => left.abort(),
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
