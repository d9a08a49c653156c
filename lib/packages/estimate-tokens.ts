// All costs are hundredths of a token, so that the sum is exact and the same on every machine.
const TOKEN = 100;
/** English words average about 3.4 letters a token; other languages in Latin letters come near 2.5. */
const LETTER = TOKEN / 2.5;
const WORD = 25;
/** The least that a piece of a word costs; a little over one, because base64 is cut finer than its case changes. */
const PIECE = 1.12 * TOKEN;
/** A pair of letters that English hardly has ends a token: random text comes out near 1.2 letters a token. */
const RARE_PAIR = 90;
const CAPITAL = TOKEN / 1.25;
const BLANK = 0x20;

/** Which letters follow which at least twice in 10,000 pairs, counted over 1,200 English documentation files. */
const FOLLOWERS: readonly string[] = [
  "bcdfgiklmnprstuvwxy",
  "aeijlorsuyz",
  "acehiklorstuy",
  "adegilmorstuy",
  "abcdefghijlmnopqrstvwxy",
  "aefilmortuy",
  "aefghilmnorsu",
  "aeiorstuy",
  "abcdefgklmnoprstvxz",
  "aes",
  "adeins",
  "abdeilopstuvy",
  "abdegilmopsuy",
  "acdefgiklmnopstuvy",
  "abcdefgijklmnoprstuvwx",
  "adeghilmnoprstuy",
  "u",
  "abcdefgiklmnoprstuvy",
  "acefhiklmnopqrstuvwxy",
  "acdehilmnoprstuwy",
  "abcdefgilmnprst",
  "aegio",
  "aehinorsw",
  "aeipt",
  "almnopsw",
  "eiz",
];

const LETTERS = 26;
const COMMON_PAIR = new Uint8Array(LETTERS * LETTERS);
FOLLOWERS.forEach((followers, first) => {
  for (const second of followers) COMMON_PAIR[first * LETTERS + second.charCodeAt(0) - 97] = 1;
});

const isLower = (code: number) => code >= 97 && code <= 122;
const isUpper = (code: number) => code >= 65 && code <= 90;
const isLetter = (code: number) => isLower(code | 32);

/** A run of one repeated character: the first four count whole, the rest half. */
function runCost(length: number): number {
  return length <= 4 ? length * TOKEN : (4 + (length - 4) / 2) * TOKEN;
}

/** One piece of a word as camelCase and digits cut it: `Title`, `lower` or `CAPS`. */
function pieceCost(text: string, start: number, end: number): number {
  const length = end - start;
  if (length > 1 && isUpper(text.charCodeAt(start + 1))) return Math.max(PIECE, length * CAPITAL);
  let cost = Math.max(PIECE, length * LETTER);
  for (let at = start + 1; at < end; at += 1) {
    const pair = ((text.charCodeAt(at - 1) | 32) - 97) * LETTERS + (text.charCodeAt(at) | 32) - 97;
    if (COMMON_PAIR[pair] !== 1) cost += RARE_PAIR;
  }
  return cost;
}

function pieceEnd(text: string, start: number): number {
  let end = start + 1;
  if (isUpper(text.charCodeAt(start))) {
    while (isUpper(text.charCodeAt(end))) end += 1;
    if (end - start > 1) return end;
  }
  while (isLower(text.charCodeAt(end))) end += 1;
  return end;
}

/** Hundredths of a token for a character from each code point on; the first row that reaches it counts. */
const SCRIPTS: readonly (readonly [upTo: number, cost: number])[] = [
  [0x02ff, 134], // Latin letters with marks
  [0x036f, 200], // combining marks
  [0x03ff, 160], // Greek
  [0x052f, 134], // Cyrillic
  [0x058f, 200],
  [0x05cf, 200], // Hebrew marks
  [0x060f, 160],
  [0x061a, 200],
  [0x064a, 160], // Arabic letters
  [0x0670, 200], // Arabic marks
  [0x06ff, 160],
  [0x07ff, 200],
  [0x08ff, 300],
  [0x0eff, 250], // Indic, Thai, Lao
  [0x1dff, 300],
  [0x1fff, 200], // Latin and Greek with marks
  [0x200f, 300], // joiners
  [0x2027, 200], // dashes, quotes, bullets
  [0x218f, 300],
  [0x21ff, 200], // arrows
  [0x24ff, 300],
  [0x257f, 200], // boxes
  [0x2fff, 300], // symbols and the older emoji
  [0x33ff, 200], // kana, CJK punctuation
  [0x4dff, 300],
  [0x9fff, 200], // CJK
  [0xabff, 300],
  [0xd7a3, 200], // Hangul
  [0xfeff, 300],
  [0xffef, 200], // full width
  [0xffff, 300],
];

const COST_OF = new Uint16Array(0x10000);
let from = 0;
for (const [upTo, cost] of SCRIPTS) {
  COST_OF.fill(cost, from, upTo + 1);
  from = upTo + 1;
}

/** A script the vocabulary knows costs well under its UTF-8 bytes; what it hardly knows can cost a token a byte. */
function nonAsciiCost(codePoint: number): number {
  return COST_OF[codePoint] ?? 4 * TOKEN;
}

/** A run of the same ASCII character that is no letter. A single blank belongs to the word after it. */
function asciiRunCost(code: number, length: number): number {
  if (code === BLANK) return length === 1 ? 0 : TOKEN + (length / 8) * TOKEN;
  return code >= 48 && code <= 57 ? length * TOKEN : runCost(length);
}

/** Where the run of one repeated character ends; other than ASCII is taken a code point at a time. */
function runEnd(text: string, start: number, code: number): number {
  if (code > 0x7f) return start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  let end = start + 1;
  while (text.charCodeAt(end) === code) end += 1;
  return end;
}

/**
 * An upper bound of how many tokens a Claude 5.x model counts for a text; 0 for an empty one. Prose comes out about
 * a third high, code a little more; unusual text is priced by its worst case. Linear in the text's length.
 */
export function boundTokens(text: string): number {
  let cost = 0;
  let end = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at = end) {
    const code = text.charCodeAt(at);
    const isPiece = isLetter(code);
    end = isPiece ? pieceEnd(text, at) : runEnd(text, at, code);
    if (isPiece) cost += pieceCost(text, at, end) + (inWord ? 0 : WORD);
    else cost += code > 0x7f ? nonAsciiCost(text.codePointAt(at) ?? code) : asciiRunCost(code, end - at);
    inWord = isPiece;
  }
  return Math.ceil(cost / TOKEN);
}
