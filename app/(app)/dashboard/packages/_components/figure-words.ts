import { formatCount, formatDuration } from "@/components/format";
import { countWords, NONE } from "@/components/insights/figure-words";
import { TOOL_WORDS } from "@/components/packages/package-words";
import type { InstallWay } from "@/lib/insights/install";
import type { Tool } from "@/lib/packages/tool-places";

/** "once", "twice", "48 times". */
export function timesWords(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${formatCount(count)} times`;
}

type Picks = { wins: number; losses: number; ties: number };

/** "7 of 11, 2 ties"; null where nobody compared. */
export function winWords({ wins, losses, ties }: Picks): string | null {
  const all = wins + losses + ties;
  if (all === 0) return null;
  return `${formatCount(wins)} of ${formatCount(all)}${ties === 0 ? "" : `, ${countWords(ties, "tie")}`}`;
}

export const timeWords = (ms: number | null) => (ms === null ? NONE : formatDuration(ms));
export const creditWords = (credits: number | null) => (credits === null ? NONE : countWords(credits, "credit"));

const WAYS = {
  command: "Install command",
  file: "Main file",
  text: "Plain text",
  download: "All files, as a zip",
} as const satisfies Record<InstallWay, string>;

/** How it was taken along: "Main file for Cursor". */
export function wayWords(way: InstallWay, tool: Tool | null): string {
  return tool === null ? WAYS[way] : `${WAYS[way]} for ${TOOL_WORDS[tool]}`;
}
