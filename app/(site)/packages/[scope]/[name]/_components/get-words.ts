import { FORMAT_WORDS, SUBTYPE_WORDS, TOOL_WORDS } from "@/components/packages/package-words";
import { baseName } from "@/lib/packages/file-path";
import type { PackageDetail } from "@/lib/packages/package";
import type { Tool } from "@/lib/packages/tool-places";

type Kind = Pick<PackageDetail, "format" | "subtype">;

const orList = new Intl.ListFormat("en-GB", { type: "disjunction" });

function reasonWords(tools: readonly Tool[], { format, subtype }: Kind): string {
  const { name } = FORMAT_WORDS[format];
  if (tools.some((tool) => tool === format)) return `this is a ${name} ${SUBTYPE_WORDS[subtype].toLowerCase()}`;
  return format === "generic" ? "it is written for no one tool" : `it is written for ${name}`;
}

/** Why there is no file for some tools, in one sentence. */
export function noPlaceWords(tools: readonly Tool[], kind: Kind): string {
  const names = orList.format(tools.map((tool) => TOOL_WORDS[tool]));
  return `There is no one file to put in place for ${names}: ${reasonWords(tools, kind)}.`;
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
