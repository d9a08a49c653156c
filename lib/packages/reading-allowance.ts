import type { ArchiveLimits } from "@/lib/packages/archive-limits";
import type { FileTree } from "@/lib/packages/file-tree";
import { refusal } from "@/lib/packages/refusal";

/** Counts what packages are read and refuses what goes over the limits, always before it is read. */
export type ReadingAllowance = {
  /** Announces packages before any of them is looked at. */
  expectPackages(count: number): void;
  /** Begins the files of one package. */
  openPackage(fileCount: number): void;
  /** The text of a file of the package that was opened last. */
  readFile(tree: FileTree, path: string): Promise<string>;
};

/**
 * `archive`: the limits are of all packages together, and a file that several of them name counts for each, so that
 * none can make much of little. `package`: they are of each package by itself, for folders that are read one by one.
 */
export function startAllowance(limits: ArchiveLimits, whole: "archive" | "package"): ReadingAllowance {
  const isShared = whole === "archive";
  let packages = 0;
  let files = limits.files;
  let bytes = limits.unpackedBytes;
  const over = (what: string) => {
    const sentence = isShared
      ? `The archive's packages have more than ${what} together.`
      : `The package has more than ${what}.`;
    return refusal("files", sentence, "payload_too_large");
  };
  return {
    expectPackages(count) {
      packages += count;
      if (!isShared || packages <= limits.packages) return;
      throw refusal("packages", `The archive has more than ${limits.packages} packages.`, "payload_too_large");
    },
    openPackage(fileCount) {
      if (!isShared) [files, bytes] = [limits.files, limits.unpackedBytes];
      if (fileCount > files) throw over(`${limits.files} files`);
      files -= fileCount;
    },
    async readFile(tree, path) {
      const text = await tree.readText(path, bytes);
      if (text === null) throw over(`${Math.floor(limits.unpackedBytes / 1e6)} MB of files`);
      bytes -= text.bytes;
      return text.content;
    },
  };
}
