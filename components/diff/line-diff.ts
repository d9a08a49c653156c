import { diffLines, diffWordsWithSpace } from "diff";

type Piece = { key: string; text: string; changed: boolean };
type How = "same" | "removed" | "added";
export type DiffRow =
  | { kind: "line"; key: string; how: How; pieces: Piece[] }
  /** So many lines that both have, left out. */
  | { kind: "gap"; key: string; lines: number };

type Line = { how: How; text: string; pieces?: Piece[] };

/** Texts that differ so much that comparing them takes longer are only said to differ. */
const PATIENCE_MS = 400;
/** Of changed lines only so many, and none that is longer, are compared word by word. */
const WORD_LINES_MAX = 150;
const WORD_LENGTH_MAX = 2_000;
const WORD_PATIENCE_MS = 5;
/** Lines that are the same, shown around a change. */
const CONTEXT_LINES = 3;

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** A line taken out and the one that came in its place, with the words that differ. */
function markWords(before: Line, after: Line): void {
  if (before.text.length > WORD_LENGTH_MAX || after.text.length > WORD_LENGTH_MAX) return;
  const changes = diffWordsWithSpace(before.text, after.text, { timeout: WORD_PATIENCE_MS });
  // Lines without a word in common are two lines, and no change of one.
  if (!changes?.some(({ added, removed, value }) => !added && !removed && value.trim() !== "")) return;
  const pieces = changes.map(({ value, added, removed }, index) => ({ key: `${index}`, text: value, added, removed }));
  const marked = (left: boolean) =>
    pieces
      .filter((piece) => !(left ? piece.added : piece.removed))
      .map(({ key, text, added, removed }) => ({ key, text, changed: added || removed }));
  before.pieces = marked(true);
  after.pieces = marked(false);
}

/** Puts lines taken out beside those that came in right after them, one to one while there are some of both. */
function markChangedWords(lines: readonly Line[]): void {
  let pairs = 0;
  for (let start = 0; start < lines.length; ) {
    let middle = start;
    while (lines[middle]?.how === "removed") middle += 1;
    let end = middle;
    while (lines[end]?.how === "added") end += 1;
    for (let index = 0; index < Math.min(middle - start, end - middle) && pairs < WORD_LINES_MAX; index += 1) {
      const [before, after] = [lines[start + index], lines[middle + index]];
      if (before !== undefined && after !== undefined) markWords(before, after);
      pairs += 1;
    }
    start = Math.max(end, start + 1);
  }
}

/** Leaves out what is far from any change; a gap of one line would save nothing. */
function withGaps(lines: readonly Line[]): DiffRow[] {
  const near = new Uint8Array(lines.length);
  for (const [index, { how }] of lines.entries()) {
    if (how !== "same") near.fill(1, Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1);
  }
  const rows: DiffRow[] = [];
  for (let index = 0; index < lines.length; ) {
    let end = index;
    while (end < lines.length && near[end] === 0) end += 1;
    if (end - index > 1) {
      rows.push({ kind: "gap", key: `gap-${index}`, lines: end - index });
      index = end;
      continue;
    }
    const line = lines[index];
    if (line !== undefined) {
      const { how, text, pieces = [{ key: "0", text, changed: false }] } = line;
      rows.push({ kind: "line", key: `line-${index}`, how, pieces });
    }
    index += 1;
  }
  return rows;
}

/** Two texts line by line, changed lines word by word; null where comparing them takes too long. */
export function lineDiff(before: string, after: string): DiffRow[] | null {
  const changes = diffLines(before, after, { timeout: PATIENCE_MS });
  if (changes === undefined) return null;
  const lines = changes.flatMap(({ value, added, removed }) =>
    linesOf(value).map((text): Line => ({ how: added ? "added" : removed ? "removed" : "same", text })),
  );
  markChangedWords(lines);
  return withGaps(lines);
}
