import type { ArchiveLimits } from "@/lib/packages/archive-limits";
import { cleanPath, isIgnored, pathKey } from "@/lib/packages/file-path";
import { refusal } from "@/lib/packages/refusal";

export type EntryType =
  | "file"
  | "directory"
  | "symlink"
  | "link"
  | "character-device"
  | "block-device"
  | "fifo"
  | "unknown";

/** Takes an archive's entries one by one, whatever its format, and refuses what no package may have. */
export type Unpacking = {
  readonly limits: ArchiveLimits;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Checks an entry before its bytes are read. Gives its clean path, or null when there is nothing to keep. */
  enter(name: string, type: EntryType, size: number): string | null;
  /** Takes the bytes of an entry that `enter` gave a path for; no more than it was said to have. */
  keep(path: string, size: number, chunks: AsyncIterable<Uint8Array>): Promise<void>;
};

const WHAT_IT_IS = {
  symlink: "is a symbolic link",
  link: "is a hard link",
  "character-device": "is a device",
  "block-device": "is a device",
  fifo: "is a pipe",
  unknown: "is not a plain file",
} as const satisfies Record<Exclude<EntryType, "file" | "directory">, string>;

/** The paths of an archive so far; refuses two that would be one on some machine. */
function pathRegister() {
  const files = new Set<string>();
  const folders = new Set<string>();
  const enterFolder = (path: string) => {
    const segments = path.split("/");
    for (let depth = segments.length; depth > 0; depth -= 1) {
      const folder = segments.slice(0, depth).join("/");
      const key = pathKey(folder);
      if (files.has(key)) throw refusal(folder, `${folder} is a file and a folder at once.`);
      if (folders.has(key)) return;
      folders.add(key);
    }
  };
  const enterFile = (path: string) => {
    const key = pathKey(path);
    if (files.has(key)) throw refusal(path, `${path} is there twice; names that differ only in case are one.`);
    if (folders.has(key)) throw refusal(path, `${path} is a file and a folder at once.`);
    files.add(key);
    if (path.includes("/")) enterFolder(path.slice(0, path.lastIndexOf("/")));
  };
  return { enterFile, enterFolder };
}

/** Begins an unpacking with nothing in it yet. */
export function startUnpacking(limits: ArchiveLimits): Unpacking {
  const files = new Map<string, Uint8Array>();
  const paths = pathRegister();
  let entries = 0;
  let fileCount = 0;
  let room = limits.unpackedBytes;
  const over = (what: string) => refusal("archive", `The archive has more than ${what}.`, "payload_too_large");
  return {
    limits,
    files,
    enter(name, type, size) {
      entries += 1;
      if (entries > limits.entries) throw over(`${limits.entries} entries`);
      const path = cleanPath(name);
      if (path === "" || isIgnored(path)) return null;
      if (type === "directory") {
        paths.enterFolder(path);
        return null;
      }
      if (type !== "file") throw refusal(path, `${path} ${WHAT_IT_IS[type]}; a package holds plain files only.`);
      paths.enterFile(path);
      fileCount += 1;
      if (fileCount > limits.files) throw over(`${limits.files} files`);
      room -= size;
      if (room < 0) throw over(`${Math.floor(limits.unpackedBytes / 1e6)} MB of files`);
      return path;
    },
    async keep(path, size, chunks) {
      const bytes = Buffer.allocUnsafe(size);
      let length = 0;
      for await (const chunk of chunks) {
        bytes.set(chunk, length);
        length += chunk.byteLength;
      }
      files.set(path, bytes.subarray(0, length));
    },
  };
}
