import "server-only";
import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { AppError } from "@/lib/errors";
import { refusal } from "@/lib/packages/refusal";
import type { EntryType, Unpacking } from "@/lib/packages/unpacking";

// The file type in the upper half of the external attributes, as Unix writes it.
const TYPE_MASK = 0xf000;
const UNIX_TYPES: ReadonlyMap<number, EntryType> = new Map([
  [0x0000, "file"],
  [0x1000, "fifo"],
  [0x2000, "character-device"],
  [0x4000, "directory"],
  [0x6000, "block-device"],
  [0x8000, "file"],
  [0xa000, "symlink"],
]);

function typeOf(entry: Entry, name: string): EntryType {
  const type = UNIX_TYPES.get((entry.externalFileAttributes >>> 16) & TYPE_MASK) ?? "unknown";
  return type === "file" && name.endsWith("/") ? "directory" : type;
}

/** Inflates one entry; yauzl holds it to its declared size, which `enter` has counted, but does not check the CRC. */
async function* inflate(zip: ZipFile, entry: Entry, path: string): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw refusal(path, `${path} is encrypted.`);
  const stream = await zip.openReadStreamPromise(entry);
  let checksum = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw refusal(path, `${path} is damaged: its checksum does not match.`);
}

/** Two passes over the directory: every entry is checked and counted before the first is inflated. */
async function directoryOf(zip: ZipFile, unpacking: Unpacking): Promise<{ entry: Entry; path: string }[]> {
  const kept: { entry: Entry; path: string }[] = [];
  for await (const entry of zip.eachEntry()) {
    // Strict: a backslash stays one and is refused, and is not read as a slash.
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const path = unpacking.enter(name, typeOf(entry, name), entry.uncompressedSize);
    if (path !== null) kept.push({ entry, path });
  }
  return kept;
}

/** Unpacks a .zip held in memory; `unpacking` names the files, counts them and refuses. */
export async function unpackZip(bytes: Uint8Array, unpacking: Unpacking): Promise<void> {
  let place = "archive";
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > unpacking.limits.entries) {
      const message = `The archive has more than ${unpacking.limits.entries} entries.`;
      throw refusal("archive", message, "payload_too_large");
    }
    for (const { entry, path } of await directoryOf(zip, unpacking)) {
      place = path;
      await unpacking.keep(path, entry.uncompressedSize, inflate(zip, entry, path));
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const what = place === "archive" ? "The archive" : place;
    throw refusal(place, `${what} is damaged (${cause instanceof Error ? cause.message : ""}).`);
  }
}
