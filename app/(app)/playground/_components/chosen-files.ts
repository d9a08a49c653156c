import type { PackageDetail } from "@/lib/packages/package";

type Files = Pick<PackageDetail, "files">;

function usualFiles({ files }: Files): string[] {
  return files.filter((file) => file.included).map(({ path }) => path);
}

/** The paths that are sent: the reader's choice, else the usual ones. */
export function chosenFiles(item: Files, files: readonly string[] | null): readonly string[] {
  return files ?? usualFiles(item);
}

/** The choice after one file was ticked in or out; null again when it is the usual one. */
export function toggleFile(item: Files, files: readonly string[] | null, path: string): readonly string[] | null {
  const chosen = new Set(chosenFiles(item, files));
  if (!chosen.delete(path)) chosen.add(path);
  const usual = usualFiles(item);
  const next = item.files.map((file) => file.path).filter((known) => chosen.has(known));
  return next.length === usual.length && usual.every((known) => chosen.has(known)) ? null : next;
}

/** The weight of what is sent: exact for the usual files, else corrected by the files that differ. */
export function promptTokens(item: Pick<PackageDetail, "files" | "tokens">, files: readonly string[] | null): number {
  if (files === null) return item.tokens;
  const chosen = new Set(files);
  const change = item.files.reduce((sum, file) => {
    if (chosen.has(file.path) === file.included) return sum;
    return sum + (file.included ? -file.tokens : file.tokens);
  }, 0);
  return Math.max(0, item.tokens + change);
}

/** The folder that all paths begin with, with its slash; "" when they share none. */
export function commonFolder(paths: readonly string[]): string {
  const [first = "", ...rest] = paths;
  const folders = first.split("/").slice(0, -1);
  const shared = folders.findIndex((_, depth) => {
    const start = `${folders.slice(0, depth + 1).join("/")}/`;
    return !rest.every((path) => path.startsWith(start));
  });
  const depth = shared === -1 ? folders.length : shared;
  return depth === 0 ? "" : `${folders.slice(0, depth).join("/")}/`;
}
