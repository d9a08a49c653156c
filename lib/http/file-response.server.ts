import "server-only";
import { setImmediate } from "node:timers/promises";
import { attachment } from "@/lib/http/attachment";
import { log } from "@/lib/log.server";

type SentFile = { pieces: Iterator<string | Uint8Array>; type: string; filename: string };

/** Sends a file, a piece at a time: between two pieces whoever else waits for this process has their turn. */
export function fileResponse({ pieces, type, filename }: SentFile): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await setImmediate();
      try {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        log.error({ err: error }, "file cut short");
        controller.error(error);
      }
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": attachment(filename),
      "Cache-Control": "no-store, no-transform",
    },
  });
}
