import { baseName, pathKey } from "@/lib/packages/file-path";

/** Files to read packages from, wherever they lie. Paths are clean (see `cleanPath`) and relative to the tree. */
export type FileTree = {
  /** The file a path names, found without regard to case; a folder's name gives all files in it. Sorted. */
  find(path: string): Promise<string[]>;
  /** Every file, but for what `isIgnored` leaves out. Sorted. */
  list(): Promise<string[]>;
  /** The bytes of a file that `find` or `list` named; refuses more than `maxBytes` without reading them. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
  /** The tree of one folder, "" for this one. */
  below(folder: string): FileTree;
};

/** One order for paths on every machine: by code unit. */
export function sortPaths(paths: Iterable<string>): string[] {
  return [...paths].sort((left, right) => (left < right ? -1 : Number(left > right)));
}

/** The tree of an archive that was unpacked into memory. */
export function memoryTree(files: ReadonlyMap<string, Uint8Array>): FileTree {
  const paths = sortPaths(files.keys());
  return {
    find: async (path) => {
      if (files.has(path)) return [path];
      const key = pathKey(path);
      const file = paths.find((one) => pathKey(one) === key);
      return file === undefined ? paths.filter((one) => pathKey(one).startsWith(`${key}/`)) : [file];
    },
    list: async () => paths,
    read: async (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`no ${baseName(path)} in this archive`);
      return bytes;
    },
    below: (folder) => {
      if (folder === "") return memoryTree(files);
      const prefix = `${folder}/`;
      const inside = [...files].filter(([path]) => path.startsWith(prefix));
      return memoryTree(new Map(inside.map(([path, bytes]) => [path.slice(prefix.length), bytes])));
    },
  };
}
