import "server-only";
import { streamedFile } from "@/lib/http/streamed-file.server";

/** Tells spreadsheets that the file is UTF-8. Programs that read CSV would take it for part of the first heading. */
const BYTE_ORDER_MARK = "\ufeff";

type CsvFile = { chunks: AsyncGenerator<string>; filename: string; forSpreadsheet: boolean };

async function* marked(chunks: AsyncGenerator<string>): AsyncGenerator<string> {
  let mark = BYTE_ORDER_MARK;
  for await (const chunk of chunks) {
    yield mark + chunk;
    mark = "";
  }
}

/** Sends CSV as a file, in pieces. */
export function csvResponse({ chunks, filename, forSpreadsheet }: CsvFile): Promise<Response> {
  return streamedFile({
    chunks: forSpreadsheet ? marked(chunks) : chunks,
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${filename}"`,
      Vary: "Accept",
    },
  });
}
