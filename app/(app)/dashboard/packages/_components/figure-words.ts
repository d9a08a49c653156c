import { formatCount, formatDuration, formatRate } from "@/components/format";
import { shortDay } from "@/components/insights/day-words";
import { TOOL_WORDS } from "@/components/packages/package-words";
import { addDays, type Day } from "@/lib/insights/day";
import type { InstallWay } from "@/lib/insights/install";
import type { Period } from "@/lib/insights/period";
import type { Tool } from "@/lib/packages/tool-places";

/** Where there is nothing to be said. */
export const NONE = "–";

/** "1 run", "1,204 runs". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "once", "twice", "48 times". */
export function timesWords(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${formatCount(count)} times`;
}

/** Which days are meant: "in the last 30 days", "today", "from 5 Nov to 9 Nov". */
export function periodWords({ from, to }: Period, today: Day): string {
  if (from === to) return to === today ? "today" : `on ${shortDay(to, today)}`;
  if (to !== today) return `from ${shortDay(from, today)} to ${shortDay(to, today)}`;
  const days = (Date.parse(addDays(to, 1)) - Date.parse(from)) / 86_400_000;
  return `in the last ${days} days`;
}

type Picks = { wins: number; losses: number; ties: number };

/** "7 of 11, 2 ties"; null where nobody compared. */
export function winWords({ wins, losses, ties }: Picks): string | null {
  const all = wins + losses + ties;
  if (all === 0) return null;
  return `${formatCount(wins)} of ${formatCount(all)}${ties === 0 ? "" : `, ${countWords(ties, "tie")}`}`;
}

/** A part of a whole in both its forms: "3 of 12, 25 %". */
export function partWords(part: number, whole: number): string {
  return whole === 0 ? NONE : `${formatCount(part)} of ${formatCount(whole)}, ${formatRate(part / whole)}`;
}

export const rateWords = (rate: number | null) => (rate === null ? NONE : formatRate(rate));
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
