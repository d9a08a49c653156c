import { addUsage, NO_USAGE, type UsageCounts } from "@/lib/insights/usage-counts";

const FIRST = 10;
/** As many more are not worth a press. */
const SLACK = 2;

/** The first of many lines, and the others. */
export function foldLines<Line>(lines: readonly Line[], isWanted: boolean): { first: Line[]; rest: Line[] } {
  const most = isWanted && lines.length > FIRST + SLACK ? FIRST : lines.length;
  return { first: lines.slice(0, most), rest: lines.slice(most) };
}

/** What lines come to together. */
export const sumOf = (lines: readonly UsageCounts[]): UsageCounts => lines.reduce(addUsage, NO_USAGE);
