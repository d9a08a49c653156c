export type TreeNode<File> =
  | { kind: "folder"; name: string; path: string; children: TreeNode<File>[] }
  | { kind: "file"; name: string; path: string; file: File };

type Folder<File> = Extract<TreeNode<File>, { kind: "folder" }>;

function sortNodes<File>(nodes: TreeNode<File>[]): TreeNode<File>[] {
  nodes.sort((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name, "en") : a.kind === "folder" ? -1 : 1));
  for (const node of nodes) if (node.kind === "folder") sortNodes(node.children);
  return nodes;
}

/** Files by their folders; folders first, each level by name. */
export function fileTree<File extends { path: string }>(files: readonly File[]): TreeNode<File>[] {
  const top: Folder<File> = { kind: "folder", name: "", path: "", children: [] };
  const folders = new Map([["", top]]);
  const folderAt = (path: string): Folder<File> => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf("/");
    const folder: Folder<File> = { kind: "folder", name: path.slice(cut + 1), path, children: [] };
    folders.set(path, folder);
    folderAt(path.slice(0, Math.max(cut, 0))).children.push(folder);
    return folder;
  };
  for (const file of files) {
    const cut = file.path.lastIndexOf("/");
    const node: TreeNode<File> = { kind: "file", name: file.path.slice(cut + 1), path: file.path, file };
    folderAt(file.path.slice(0, Math.max(cut, 0))).children.push(node);
  }
  return sortNodes(top.children);
}
