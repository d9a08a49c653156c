import "server-only";
import { log } from "@/lib/log.server";

type StreamedFile = { chunks: AsyncGenerator<string>; headers: Readonly<Record<string, string>> };

/**
 * Sends a file, a piece each time the reader has room for one, so that its length does not matter. The first piece is
 * made before the answer begins: a failure there is still a refusal. A later one cuts the connection.
 */
export async function streamedFile({ chunks, headers }: StreamedFile): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await chunks.next();
  let ready = first.done ? "" : first.value;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (ready !== "") {
        controller.enqueue(encoder.encode(ready));
        ready = "";
        return;
      }
      try {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        log.error({ err: error }, "file cut short");
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, { headers: { "Cache-Control": "no-store, no-transform", ...headers } });
}
