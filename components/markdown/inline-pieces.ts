const LONGEST = 2_000;
const MOST_MARKS = 64;
const MARK = /[*_~`[\]<>@!\\&]{1,3}/g;

/** Where the piece that begins at `start` has to end: before its mark after the last one allowed. */
function furthestEnd(text: string, start: number): number {
  const limit = Math.min(start + LONGEST, text.length);
  MARK.lastIndex = start;
  for (let count = 0; count < MOST_MARKS; count += 1) {
    const mark = MARK.exec(text);
    if (mark === null || mark.index >= limit) return limit;
  }
  return Math.min(MARK.lastIndex, limit);
}

const isSplitPair = (text: string, at: number) => /[\ud800-\udbff]/.test(text.charAt(at - 1));

/** The end of a line, of a sentence or of a word, in the second half of the piece if there is one. */
function niceEnd(text: string, start: number, end: number): number {
  const piece = text.slice(start, end);
  for (const gap of ["\n", ". ", " "]) {
    const at = piece.lastIndexOf(gap);
    if (at >= piece.length / 2) return start + at + gap.length;
  }
  return isSplitPair(text, end) && end - start > 1 ? end - 1 : end;
}

/**
 * The words of one paragraph in pieces that are read for marks by themselves: the time to read one grows with the
 * square of its length and with its marks, so neither may be as large as a stranger likes. Joined they are the text.
 */
export function inlinePieces(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const furthest = furthestEnd(text, start);
    const end = furthest === text.length ? furthest : niceEnd(text, start, furthest);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
