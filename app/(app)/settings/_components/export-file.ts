import { NO_ANSWER, readError } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";

const PATH = "/api/v1/account/export";
/** The last field of the file: without it, it was cut on its way. */
const END = '"complete": true';
const END_BYTES = 64;

type Piece = Uint8Array<ArrayBuffer>;
export type ExportFile = { ok: true; pieces: Piece[] } | { ok: false; error: ErrorBody };

const CUT: ErrorBody = { ...NO_ANSWER, message: "The file was cut on its way. Try again." };

function isWhole(pieces: readonly Piece[]): boolean {
  const end = pieces.slice(-2).map((piece) => new TextDecoder().decode(piece.slice(-END_BYTES)));
  return end.join("").includes(END);
}

/** Fetches the file of all data, telling how many bytes have come so far. */
export async function fetchExport(onBytes: (bytes: number) => void): Promise<ExportFile> {
  try {
    const response = await fetch(PATH);
    if (!response.ok || response.body === null) return { ok: false, error: await readError(response) };
    const pieces: Piece[] = [];
    let bytes = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.byteLength;
      onBytes(bytes);
    }
    return isWhole(pieces) ? { ok: true, pieces } : { ok: false, error: CUT };
  } catch {
    return { ok: false, error: NO_ANSWER };
  }
}
