import { codePointLength } from "@/lib/code-points";

const TITLE_CODE_POINTS = 80;
/** So much of an input is looked at, and so much of a line: what comes later titles nothing. */
const READ_CHARACTERS = 20_000;
const LINE_CHARACTERS = 1_000;

/** What says something: a letter, a figure, a picture. */
const MEANING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
/** Characters that are not seen, or turn the direction of what stands beside a title. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Python names the error last, below indented frames. */
const PYTHON_FRAMES = /^Traceback \(most recent call last\):\n(?:[ \t].*\n)+/gm;
const FENCE = /^\s*(`{3,}|~{3,})/;
const QUOTES = [
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["„", "“"],
  ["«", "»"],
  ["「", "」"],
] as const;

/** Marks of Markdown and comments that stand before a line's words. */
function withoutLead(line: string): string {
  return line
    .replace(/^(?:\s*>)+/, "")
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/, "")
    .replace(/^\s*(?:#{1,6}|\/{2,}|\/\*+|<!--)\s+/, "")
    .replace(/\s+(?:#+|\*+\/|-->)\s*$/, "");
}

/** Marks within a line: links become their words, emphasis and code what they stand around, tags go. */
function withoutMarks(line: string): string {
  return line
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, "$1")
    .replace(/(`+)([^`]+)\1(?!`)/g, "$2")
    .replace(/(\*{1,3}|~~)(?=\S)([^*~]*[^*~\s])\1/g, "$2")
    .replace(/(?<=^|\s)_(?=[^\s_])([^_]*[^\s_])_(?=$|[\s.,;:!?])/g, "$1")
    .replace(/<\/[a-z][\w:-]*\s*>|(?<=^|[\s>])<!?[a-z][^<>]*>/gi, " ");
}

/** An address without what nobody reads of it: its scheme, query and last slash. */
function withShortAddresses(line: string): string {
  return line.replace(/\bhttps?:\/\/(?:www\.)?([^\s<>"?#]+)(?:[?#][^\s<>"]*)?/gi, (_, place: string) =>
    place.replace(/\/+$/, ""),
  );
}

function withoutQuotes(line: string): string {
  const pair = QUOTES.find(([open, close]) => line.startsWith(open) && line.endsWith(close));
  const inside = line.slice(1, -1);
  return pair === undefined || inside.includes(pair[0]) || inside.includes(pair[1]) ? line : inside.trim();
}

/** The words of a line of Markdown, in one row. */
function tidy(line: string): string {
  const words = withShortAddresses(withoutMarks(withoutLead(line.slice(0, LINE_CHARACTERS))))
    .replace(UNSEEN, " ")
    .replace(/\s+/g, " ")
    .trim();
  // The name of a command says less than what it is asked for.
  const input = words.replace(/^\/[a-z][\w:-]*\s+(?=\S)/i, "").replace(/^\/([a-z][\w:-]*)$/i, "$1");
  return withoutQuotes(input).replace(/[\s,;:]+$/, "");
}

/** The first line that says something: of what is written itself, else of what is quoted, else of code. */
function firstLine(text: string): string | null {
  const found: { quoted: string | null; code: string | null } = { quoted: null, code: null };
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (mark !== null && (fence === null || mark.startsWith(fence))) {
      fence = fence === null ? mark : null;
      continue;
    }
    const words = tidy(line);
    if (!MEANING.test(words)) continue;
    if (fence !== null) found.code ??= words;
    else if (/^\s*>/.test(line)) found.quoted ??= words;
    else return words;
  }
  return found.quoted ?? found.code;
}

/** The longest beginning that fits, in whole characters as people see them. */
function beginning(line: string, codePoints: number): string {
  let text = "";
  let left = codePoints;
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    left -= codePointLength(segment);
    if (left < 0) break;
    text += segment;
  }
  // A letter under a hundred accents is one character and still too long.
  return text === "" ? [...line].slice(0, codePoints).join("") : text;
}

function shorten(line: string): string {
  if (codePointLength(line) <= TITLE_CODE_POINTS) return line;
  const cut = beginning(line, TITLE_CODE_POINTS - 1);
  const word = cut.lastIndexOf(" ");
  const isWhole = line.startsWith(" ", cut.length);
  const kept = !isWhole && word > cut.length / 2 ? cut.slice(0, word) : cut;
  return `${kept.replace(/[\s,;:.–—-]+$/, "")}…`;
}

/**
 * A session's first title: the first line of the input that says something, without the marks around its words,
 * shortened at a word. Never empty; an input that says nothing is its own title.
 */
export function titleOf(userInput: string): string {
  const text = userInput.trimStart().slice(0, READ_CHARACTERS).toWellFormed().replace(/\r\n?/g, "\n");
  const line = firstLine(text.replace(PYTHON_FRAMES, "")) ?? text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
  return shorten(line) || "Untitled";
}
