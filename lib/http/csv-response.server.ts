import "server-only";
import { log } from "@/lib/log.server";

/** Tells spreadsheets that the file is UTF-8. Programs that read CSV would take it for part of the first heading. */
const BYTE_ORDER_MARK = "\ufeff";

type CsvFile = { chunks: AsyncGenerator<string>; filename: string; forSpreadsheet: boolean };

/**
 * Sends CSV as a file, a piece each time the reader has room for one, so that its length does not matter. The first
 * piece is made before the answer begins: a failure there is still a refusal. A later one cuts the connection.
 */
export async function csvResponse({ chunks, filename, forSpreadsheet }: CsvFile): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await chunks.next();
  let ready = first.done ? "" : first.value;
  if (forSpreadsheet) ready = BYTE_ORDER_MARK + ready;
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
  return new Response(body, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${filename}"`,
      "Cache-Control": "no-store, no-transform",
      Vary: "Accept",
    },
  });
}
