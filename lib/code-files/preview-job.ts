import type { CodeFile } from "./files-of";
import { type PreviewKind, previewKind } from "./preview-kind";

/** Scripts that a preview needs besides the frame's own, each one file of its own. */
export type PreviewLibrary = "compiler" | "react" | "mermaid";

/** What a frame is given to show. */
export type PreviewJob = {
  kind: PreviewKind;
  /** The path of the file to be looked at. */
  entry: string;
  files: readonly Pick<CodeFile, "path" | "text">[];
  isDark: boolean;
};

export const CONSOLE_LEVELS = ["log", "info", "warn", "error", "debug"] as const;
export type ConsoleLevel = (typeof CONSOLE_LEVELS)[number];

/** What a frame tells: something to read in the console, an answer to "are you there?", or that a loop has no end. */
export type PreviewReport =
  | { type: "console"; level: ConsoleLevel; text: string; file: string | null; line: number | null }
  | { type: "alive" }
  | { type: "shown" }
  | { type: "endless" };

/** The libraries that a job needs, in the order in which they are to be run. */
export function librariesOf({ kind, files }: PreviewJob): PreviewLibrary[] {
  if (kind === "mermaid") return ["mermaid"];
  if (kind === "component") return ["compiler", "react"];
  if (kind !== "html" && kind !== "script") return [];
  const usesReact = files.some(({ path, text }) => previewKind(path) === "component" || /\breact\b/i.test(text));
  return usesReact ? ["compiler", "react"] : ["compiler"];
}
