import type { TreeNode } from "@/lib/code-files/file-tree";

export type TreeRow<File> = { node: TreeNode<File>; level: number; position: number; siblings: number };

/** The rows of a tree that can be seen: those in no closed folder. */
export function treeRows<File>(
  nodes: readonly TreeNode<File>[],
  closed: ReadonlySet<string>,
  level = 1,
): TreeRow<File>[] {
  return nodes.flatMap((node, index) => {
    const row = { node, level, position: index + 1, siblings: nodes.length };
    if (node.kind === "file" || closed.has(node.path)) return [row];
    return [row, ...treeRows(node.children, closed, level + 1)];
  });
}

/** The row that a key leads to from the row `at`, and whether it opens or closes a folder; null for other keys. */
export function treeMove<File>(
  key: string,
  rows: readonly TreeRow<File>[],
  at: number,
  closed: ReadonlySet<string>,
): { to: number } | { toggle: string } | null {
  const row = rows[at];
  if (row === undefined) return null;
  const isFolder = row.node.kind === "folder";
  const isClosed = closed.has(row.node.path);
  const last = rows.length - 1;
  if (key === "ArrowDown") return { to: Math.min(at + 1, last) };
  if (key === "ArrowUp") return { to: Math.max(at - 1, 0) };
  if (key === "Home") return { to: 0 };
  if (key === "End") return { to: last };
  if (key === "ArrowRight" && isFolder) return isClosed ? { toggle: row.node.path } : { to: Math.min(at + 1, last) };
  if (key !== "ArrowLeft") return null;
  if (isFolder && !isClosed) return { toggle: row.node.path };
  return {
    to: Math.max(
      rows.slice(0, at).findLastIndex(({ level }) => level < row.level),
      0,
    ),
  };
}
