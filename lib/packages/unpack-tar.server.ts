import "server-only";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { AppError } from "@/lib/errors";
import { refusal } from "@/lib/packages/refusal";
import type { EntryType, Unpacking } from "@/lib/packages/unpacking";

/** Headers and padding that a tar of the largest package may have beside its files. */
const TAR_OVERHEAD_BYTES = 4_000_000;
const INFLATE_CHUNK_BYTES = 65_536;

function gunzip(bytes: Uint8Array) {
  const stream = createGunzip({ chunkSize: INFLATE_CHUNK_BYTES });
  stream.end(bytes);
  return stream;
}

/**
 * Inflates once without keeping anything: length, checksum and what stands behind the end are known before a file is.
 * A bomb is left as soon as it passes the limit.
 */
async function checkGzip(bytes: Uint8Array, maxBytes: number): Promise<void> {
  const stream = gunzip(bytes);
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > maxBytes) break;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw refusal("archive", `The archive is damaged or cut off (${reason}).`);
  }
  if (length > maxBytes) throw refusal("archive", "The archive is too large unpacked.", "payload_too_large");
  if (stream.bytesWritten !== bytes.byteLength) throw refusal("archive", "The archive has more bytes after its end.");
}

/** The library gives null for a type it does not know, whatever its declaration says. */
function typeOf(type: Header["type"] | null): EntryType {
  return type === "contiguous-file" ? "file" : (type ?? "unknown");
}

/** Unpacks a .tgz held in memory; `unpacking` names the files, counts them and refuses. */
export async function unpackTar(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  await checkGzip(bytes, unpacking.limits.unpackedBytes + TAR_OVERHEAD_BYTES);
  const tar = extract();
  const input = gunzip(bytes);
  input.pipe(tar);
  try {
    for await (const entry of tar) {
      const { name, type, size } = entry.header;
      const path = unpacking.enter(name, typeOf(type), size);
      if (path === null) entry.resume();
      else await unpacking.keep(path, size, entry as AsyncIterable<Uint8Array>);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw refusal("archive", `The archive is damaged (${cause instanceof Error ? cause.message : ""}).`);
  } finally {
    input.destroy();
    tar.destroy();
  }
}
