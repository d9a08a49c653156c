import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * One SHA-256 (hex) over the names and contents of files and folders below `root`; what is absent counts as absent.
 * Contents rather than times: a fresh clone, a copy and a restored cache all have new times.
 */
export function contentHash(root: string, paths: readonly string[], ignored: (path: string) => boolean): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((given) => filesBelow(root, given, ignored)).sort()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(root: string, path: string, ignored: (path: string) => boolean): string[] {
  if (ignored(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesBelow(root, `${path}/${name}`, ignored));
}
