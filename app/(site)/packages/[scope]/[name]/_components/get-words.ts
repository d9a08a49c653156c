import { FORMAT_WORDS, SUBTYPE_WORDS } from "@/components/packages/package-words";
import { baseName } from "@/lib/packages/file-path";
import type { PackageDetail } from "@/lib/packages/package";
import type { Tool } from "@/lib/packages/tool-places";

export const TOOL_WORDS = {
  claude: "Claude Code",
  cursor: "Cursor",
  copilot: "Copilot",
  windsurf: "Windsurf",
} as const satisfies Record<Tool, string>;

type Kind = Pick<PackageDetail, "format" | "subtype">;

function kindWords({ format, subtype }: Kind): string {
  const kind = SUBTYPE_WORDS[subtype].toLowerCase();
  return format === "generic" ? `${kind} written for no tool of its own` : `${FORMAT_WORDS[format].name} ${kind}`;
}

const orList = new Intl.ListFormat("en", { type: "disjunction" });

/** Why there is no file for some tools, in one sentence. */
export function noPlaceWords(tools: readonly Tool[], kind: Kind): string {
  const names = orList.format(tools.map((tool) => TOOL_WORDS[tool]));
  return `There is no one file to put in place for ${names}: this is a ${kindWords(kind)}.`;
}

/** The files every project has one of, to which a package adds. */
const SHARED_FILES = /^(claude|agents|copilot-instructions)\.md$/i;

/** What to know of a place before a file is put there; null when there is nothing. */
export function placeNote(path: string): string | null {
  return SHARED_FILES.test(baseName(path)) ? "If your project has this file, add the text to it." : null;
}

/** What happens to a package's other files; null when there are none. */
export function otherFilesWords(others: number, { inPlace }: { inPlace: boolean }): string | null {
  if (others === 0) return null;
  const files = others === 1 ? "Its other file is" : `Its ${others} other files are`;
  return inPlace
    ? `${files} in the download, which puts each in its place when it is unpacked in your project's folder.`
    : `${files} in the download and ${others === 1 ? "goes" : "go"} beside it.`;
}
