import { decodeText } from "@/lib/packages/decode-text";
import { baseName, pathKey } from "@/lib/packages/file-path";

export type FileText = { content: string; bytes: number };

/** Files to read packages from, wherever they lie. Paths are clean (see `cleanPath`) and relative to the tree. */
export type FileTree = {
  /** The file a path names, found without regard to case; a folder's name gives all files in it. Sorted. */
  find(path: string): Promise<string[]>;
  /** Every file, but for what `isIgnored` leaves out. Sorted. */
  list(): Promise<string[]>;
  /** The text of a file that `find` or `list` named; null, without reading it, when it has more than `maxBytes`. */
  readText(path: string, maxBytes: number): Promise<FileText | null>;
  /** The tree of one folder, "" for this one. */
  below(folder: string): FileTree;
};

/** One order for paths on every machine: by code unit. */
export function sortPaths(paths: Iterable<string>): string[] {
  return [...paths].sort((left, right) => (left < right ? -1 : Number(left > right)));
}

/** Finds paths without regard to case; the keys are made once, however many names are looked up. */
function pathIndex(paths: readonly string[]): (path: string) => string[] {
  const keyed = paths.map((path) => ({ path, key: pathKey(path) }));
  const byKey = new Map(keyed.map(({ path, key }) => [key, path]));
  return (path) => {
    const key = pathKey(path);
    const file = byKey.get(key);
    if (file !== undefined) return [file];
    return keyed.filter((one) => one.key.startsWith(`${key}/`)).map((one) => one.path);
  };
}

/** The tree of an archive that was unpacked into memory. A file that several packages name is decoded once. */
export function memoryTree(files: ReadonlyMap<string, Uint8Array>): FileTree {
  const paths = sortPaths(files.keys());
  const texts = new Map<string, FileText>();
  let lookUp: ReturnType<typeof pathIndex> | null = null;
  return {
    find: async (path) => {
      if (files.has(path)) return [path];
      lookUp ??= pathIndex(paths);
      return lookUp(path);
    },
    list: async () => paths,
    readText: async (path, maxBytes) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`no ${baseName(path)} in this archive`);
      if (bytes.byteLength > maxBytes) return null;
      const text = texts.get(path) ?? { content: decodeText(path, bytes), bytes: bytes.byteLength };
      texts.set(path, text);
      return text;
    },
    below: (folder) => {
      if (folder === "") return memoryTree(files);
      const prefix = `${folder}/`;
      const inside = [...files].filter(([path]) => path.startsWith(prefix));
      return memoryTree(new Map(inside.map(([path, bytes]) => [path.slice(prefix.length), bytes])));
    },
  };
}
