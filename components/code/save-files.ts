import type { CodeFile } from "@/lib/code-files/files-of";
import { zipPieces } from "@/lib/packages/zip-files";

type SavedFile = Pick<CodeFile, "path" | "text">;

function save(parts: BlobPart[], name: string, type: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  // The browser reads it after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Saves one file under its own name, without its folders. */
export function saveFile({ path, text }: SavedFile): void {
  save([text], path.slice(path.lastIndexOf("/") + 1), "text/plain;charset=utf-8");
}

/** Saves all files with their folders as one zip. */
export function saveZip(files: readonly SavedFile[]): void {
  const pieces = [...zipPieces(files.map(({ path, text }) => ({ path, content: text })))];
  save(pieces as Uint8Array<ArrayBuffer>[], "files.zip", "application/zip");
}
