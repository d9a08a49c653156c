export type Counts = {
  runs: number;
  succeeded: number;
  failed: number;
  stopped: number;
  tokens: number;
  creditsSpent: number;
};

const FIRST = 10;
/** As many more are not worth a press. */
const SLACK = 2;

/** The first of many lines, and the others. */
export function foldLines<Line>(lines: readonly Line[], isWanted: boolean): { first: Line[]; rest: Line[] } {
  const most = isWanted && lines.length > FIRST + SLACK ? FIRST : lines.length;
  return { first: lines.slice(0, most), rest: lines.slice(most) };
}

const NOTHING: Counts = { runs: 0, succeeded: 0, failed: 0, stopped: 0, tokens: 0, creditsSpent: 0 };

/** What lines come to together. */
export function sumOf(lines: readonly Counts[]): Counts {
  return lines.reduce(
    (sum, line) => ({
      runs: sum.runs + line.runs,
      succeeded: sum.succeeded + line.succeeded,
      failed: sum.failed + line.failed,
      stopped: sum.stopped + line.stopped,
      tokens: sum.tokens + line.tokens,
      creditsSpent: sum.creditsSpent + line.creditsSpent,
    }),
    NOTHING,
  );
}
