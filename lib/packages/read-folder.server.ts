import "server-only";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { AppError } from "@/lib/errors";
import { ARCHIVE_LIMITS, type ArchiveLimits } from "@/lib/packages/archive-limits";
import { folderTree } from "@/lib/packages/folder-tree.server";
import type { PackageReading } from "@/lib/packages/package-source";
import { readArchive } from "@/lib/packages/read-archive.server";
import { readFilePackage, readPackages } from "@/lib/packages/read-packages";
import { startAllowance } from "@/lib/packages/reading-allowance";
import { refusal } from "@/lib/packages/refusal";

/** Folders above a file that can say what kind of package it is: `.claude/commands/karen/compare.md`. */
const TELLING_FOLDERS = 4;

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Told by its name or its first bytes: what is called an archive and is none, as a cut download, is no text either. */
async function isArchive(path: string): Promise<boolean> {
  if (/\.(tgz|tar\.gz|zip)$/i.test(path)) return true;
  const bytes = await firstBytes(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x50 && bytes[1] === 0x4b);
}

async function* readAt(path: string, limits: ArchiveLimits): AsyncGenerator<PackageReading> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw refusal(path, error.code === "ENOENT" ? `${path} is not there.` : `${path} cannot be read (${error.code}).`);
  });
  const [folder, name] = [dirname(path), basename(path)];
  const allowance = startAllowance(limits, "package");
  if (found.isDirectory()) yield* readPackages(folderTree(path), name, allowance);
  else if (!found.isFile()) throw refusal(path, `${path} is neither a file nor a folder.`);
  else if (/^(prpm\.json|skill\.md)$/i.test(name)) yield* readPackages(folderTree(folder), basename(folder), allowance);
  else if (await isArchive(path)) yield* readArchive(createReadStream(path), limits);
  else {
    const place = path.split(/[/\\]/).slice(-TELLING_FOLDERS).join("/");
    yield await readFilePackage(folderTree(folder), { path: name, place }, allowance);
  }
}

/**
 * Reads the packages at a path on disk, one at a time: a folder, a `prpm.json`, a SKILL.md, an archive, else a single
 * text file. What is refused is a reading, never an exception.
 */
export async function* readFolder(
  path: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<PackageReading> {
  try {
    yield* readAt(resolve(path), limits);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield { label: path, refusal: error };
  }
}
