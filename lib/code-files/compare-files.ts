import type { CodeFile } from "./files-of";

export type FileMark = "added" | "changed" | "removed" | "same";

export type ComparedFile = {
  path: string;
  mark: FileMark;
  /** Null where there is none on that side. */
  before: string | null;
  after: string | null;
};

/** The files of two answers by path: the newer one's in their order, then those that it has no more. */
export function compareFiles(before: readonly CodeFile[], after: readonly CodeFile[]): ComparedFile[] {
  const earlier = new Map(before.map(({ path, text }) => [path, text]));
  const kept = after.map(({ path, text }): ComparedFile => {
    const old = earlier.get(path);
    earlier.delete(path);
    if (old === undefined) return { path, mark: "added", before: null, after: text };
    return { path, mark: old === text ? "same" : "changed", before: old, after: text };
  });
  const gone = [...earlier].map(([path, text]): ComparedFile => ({ path, mark: "removed", before: text, after: null }));
  return [...kept, ...gone];
}
