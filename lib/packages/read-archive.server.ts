import "server-only";
import { ARCHIVE_LIMITS, type ArchiveLimits } from "@/lib/packages/archive-limits";
import { memoryTree } from "@/lib/packages/file-tree";
import type { PackageReading } from "@/lib/packages/package-source";
import { readPackages } from "@/lib/packages/read-packages";
import { startAllowance } from "@/lib/packages/reading-allowance";
import { refusal } from "@/lib/packages/refusal";
import { unpackTar } from "@/lib/packages/unpack-tar.server";
import { unpackZip } from "@/lib/packages/unpack-zip.server";
import { startUnpacking } from "@/lib/packages/unpacking";

function tooLarge(limits: ArchiveLimits) {
  const megabytes = Math.floor(limits.packedBytes / 1e6);
  return refusal("archive", `The archive is larger than ${megabytes} MB.`, "payload_too_large");
}

async function packedBytes(input: Uint8Array | AsyncIterable<Uint8Array>, limits: ArchiveLimits): Promise<Uint8Array> {
  if (input instanceof Uint8Array) {
    if (input.byteLength > limits.packedBytes) throw tooLarge(limits);
    return input;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.byteLength;
    if (length > limits.packedBytes) throw tooLarge(limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads the packages of a .tgz or .zip, told apart by their first bytes, one at a time. Throws an AppError that names
 * the file when the archive as a whole is refused; what is wrong with one package of several is that package's reading.
 */
export async function* readArchive(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<PackageReading> {
  const bytes = await packedBytes(input, limits);
  const unpacking = startUnpacking(limits);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) await unpackTar(bytes, unpacking);
  else if (bytes[0] === 0x50 && bytes[1] === 0x4b) await unpackZip(bytes, unpacking);
  else throw refusal("archive", "This is neither a .tgz nor a .zip archive.");

  yield* readPackages(memoryTree(unpacking.files), "the archive", startAllowance(limits, "archive"));
}
