import { saveParts } from "@/components/ui/save-parts";
import type { CodeFile } from "@/lib/code-files/files-of";
import { zipPieces } from "@/lib/packages/zip-files";

type SavedFile = Pick<CodeFile, "path" | "text">;

/** Saves one file under its own name, without its folders. */
export function saveFile({ path, text }: SavedFile): void {
  saveParts([text], path.slice(path.lastIndexOf("/") + 1), "text/plain;charset=utf-8");
}

/** Saves all files with their folders as one zip. */
export function saveZip(files: readonly SavedFile[]): void {
  const pieces = [...zipPieces(files.map(({ path, text }) => ({ path, content: text })))];
  saveParts(pieces as Uint8Array<ArrayBuffer>[], "files.zip", "application/zip");
}
