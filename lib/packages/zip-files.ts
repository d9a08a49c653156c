import { strToU8, Zip, ZipDeflate } from "fflate";

/** One instant for every entry, in the only time a zip knows, the local one: the same files are the same bytes anywhere. */
const WRITTEN_AT = "1980-01-01T00:00:00";

export type ZippedFile = { path: string; content: string };

/** A zip of text files in the order given, in pieces: one is packed when the reader comes for it. */
export function* zipPieces(files: readonly ZippedFile[]): Generator<Uint8Array, undefined> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    ready.push(piece);
  });
  const taken = () => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for (const { path, content } of files) {
    const entry = Object.assign(new ZipDeflate(path), { mtime: WRITTEN_AT });
    zip.add(entry);
    entry.push(strToU8(content), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
