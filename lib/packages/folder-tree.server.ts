import "server-only";
import { constants, type Dirent } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeText } from "@/lib/packages/decode-text";
import { cleanPath, isIgnored, pathKey } from "@/lib/packages/file-path";
import { type FileText, type FileTree, sortPaths } from "@/lib/packages/file-tree";
import { refusal } from "@/lib/packages/refusal";

async function entriesOf(root: string, folder: string): Promise<Dirent[]> {
  return await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const name = folder === "" ? "The folder" : folder;
    throw refusal(folder, `${name} cannot be read (${error.code ?? error.message}).`);
  });
}

/** Every file below a folder on disk; links and devices count as files, for `read` to refuse by name. */
async function listBelow(root: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  const left = [folder];
  for (let current = left.pop(); current !== undefined; current = left.pop()) {
    for (const entry of await entriesOf(root, current)) {
      const path = current === "" ? entry.name : `${current}/${entry.name}`;
      if (isIgnored(path)) continue;
      if (entry.isDirectory()) left.push(path);
      else paths.push(path);
    }
  }
  return sortPaths(paths);
}

/** Follows a path down from the root, each name as written or else without regard to case; never through a link. */
async function findIn(root: string, path: string): Promise<string[]> {
  let found = "";
  const segments = path.split("/");
  for (const [index, segment] of segments.entries()) {
    const entries = await entriesOf(root, found);
    const entry =
      entries.find((one) => one.name === segment) ?? entries.find((one) => pathKey(one.name) === pathKey(segment));
    if (entry === undefined) return [];
    found = found === "" ? entry.name : `${found}/${entry.name}`;
    if (entry.isSymbolicLink()) throw refusal(found, `${found} is a symbolic link; a package holds plain files only.`);
    if (!entry.isDirectory()) return index === segments.length - 1 ? [found] : [];
  }
  return listBelow(root, found);
}

async function readPlain(root: string, path: string, maxBytes: number): Promise<FileText | null> {
  const notPlain = refusal(path, `${path} is not a plain file; links, devices and pipes are not taken.`);
  // Neither follows a link that took the file's place meanwhile nor waits for a pipe's other end.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(root, path), flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ELOOP" || error.code === "ENXIO") throw notPlain;
    throw refusal(path, `${path} cannot be read (${error.code ?? error.message}).`);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw notPlain;
    if (stat.size > maxBytes) return null;
    const bytes = await file.readFile();
    return { content: decodeText(path, bytes), bytes: bytes.byteLength };
  } finally {
    await file.close();
  }
}

/** The tree of a folder on disk; nothing is read before it is asked for, so that a large repository stays cheap. */
export function folderTree(root: string): FileTree {
  return {
    find: (path) => findIn(root, path),
    list: () => listBelow(root, ""),
    readText: (path, maxBytes) => readPlain(root, cleanPath(path), maxBytes),
    below: (folder) => (folder === "" ? folderTree(root) : folderTree(join(root, folder))),
  };
}
