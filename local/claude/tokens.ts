// The stand-in's own tokenizer: a fixed-rate cut, so that a count can be checked by hand and no text is ever
// counted dearer than one token per 3.6 ASCII characters or per two UTF-8 bytes of anything else.
const UNITS_PER_TOKEN = 18;

function unitsOf(codePoint: number): number {
  if (codePoint < 0x80) return 5;
  return codePoint < 0x800 ? 9 : UNITS_PER_TOKEN;
}

/** Yields the UTF-16 offset where each token of the text ends; never inside a surrogate pair. */
function* tokenEnds(text: string): Generator<number, void> {
  let units = 0;
  let end = 0;
  let lastEnd = 0;
  while (end < text.length) {
    const codePoint = text.codePointAt(end) ?? 0;
    end += codePoint > 0xffff ? 2 : 1;
    units += unitsOf(codePoint);
    if (units >= UNITS_PER_TOKEN) {
      units -= UNITS_PER_TOKEN;
      lastEnd = end;
      yield end;
    }
  }
  if (lastEnd < text.length) yield text.length;
}

/** Cuts a text into its tokens, one by one; joined they are the text again. */
export function* tokensOf(text: string): Generator<string, void> {
  let start = 0;
  for (const end of tokenEnds(text)) {
    yield text.slice(start, end);
    start = end;
  }
}

/**
 * Cuts a text into so many pieces of whole tokens, as equal as they can be; null: one a token. It never has more pieces
 * than tokens.
 */
export function* piecesOf(text: string, count: number | null): Generator<{ text: string; tokens: number }, void> {
  const all = count === null ? 0 : countTokens(text);
  const pieces = count === null ? 0 : Math.min(Math.max(1, count), all);
  let piece = { text: "", tokens: 0 };
  let cut = 0;
  let taken = 0;
  for (const token of tokensOf(text)) {
    piece = { text: piece.text + token, tokens: piece.tokens + 1 };
    taken += 1;
    if (count !== null && taken < Math.round(((cut + 1) * all) / pieces)) continue;
    cut += 1;
    yield piece;
    piece = { text: "", tokens: 0 };
  }
}

/** Number of tokens in a text; 0 for an empty one. */
export function countTokens(text: string): number {
  let count = 0;
  for (const _ of tokenEnds(text)) count += 1;
  return count;
}

/** The first `count` tokens of a text; counting the result gives `count` again. */
export function takeTokens(text: string, count: number): string {
  if (count <= 0) return "";
  let left = count;
  for (const end of tokenEnds(text)) {
    left -= 1;
    if (left === 0) return text.slice(0, end);
  }
  return text;
}
