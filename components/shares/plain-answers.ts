import type { SharedRun, SharedTurn } from "@/lib/sessions/shared-session";

/** What makes a text costly to draw: marks of Markdown, and lines. A long and rich answer has some two thousand. */
const MARK = /[*_`[\]|<>#~\n+-]/g;
const MARKS_MAX = 20_000;

/**
 * The answers that are shown as they are written, because drawing all of a page's Markdown would keep the server from
 * everybody else: those from which on the page has more marks than it draws.
 */
export function plainAnswers(turns: readonly SharedTurn[]): ReadonlySet<SharedRun> {
  const plain = new Set<SharedRun>();
  let marks = 0;
  for (const run of turns.flatMap(({ runs }) => runs)) {
    const own = run.response.match(MARK)?.length ?? 0;
    if (marks + own > MARKS_MAX) plain.add(run);
    else marks += own;
  }
  return plain;
}
